import type { Account } from '@blossomer/contract';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '../../components/clipboard.ts';
import { CopyByHand } from '../../components/copy-by-hand.tsx';
import { useText } from '../../components/editing.tsx';
import { TagField } from '../../components/tag-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardBody, CardHeader } from '../../ui/card.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { showDone } from '../../ui/toast.tsx';
import { firmographicFields, firmographicsText, otherFirmographics } from './firmographics.ts';

/** The filters that find such companies. */
export function FirmographicsCard({ account }: { account: Account }) {
  const { firmographics } = account.data;
  const text = firmographicsText(firmographics);
  const [byHand, setByHand] = useState<string | null>(null);
  const others = otherFirmographics(firmographics);

  async function copy() {
    if (await copyText(text))
      showDone('The firmographics were copied', 'One line a field, for prospecting tools.');
    else setByHand(text);
  }

  return (
    <Card aria-labelledby="firmographics-heading">
      <CardHeader
        title={<span id="firmographics-heading">Firmographics</span>}
        description="The filters that find such companies. Enter or a comma adds a tag."
        actions={
          <Button size="small" disabled={text === ''} onClick={() => void copy()}>
            <Copy aria-hidden="true" />
            Copy all
          </Button>
        }
      />
      <CardBody className="grid grid-cols-1 gap-x-4 gap-y-3.5 sm:grid-cols-2">
        {firmographicFields.map(({ key, label, isList }) =>
          isList ? (
            <TagField
              key={key}
              pointer={`/data/firmographics/${key}`}
              label={label}
              suggestions={suggestions[key]}
              {...(key === 'keywords' ? { className: 'sm:col-span-2' } : {})}
            />
          ) : (
            <Line
              key={key}
              pointer={`/data/firmographics/${key}`}
              label={label}
              placeholder={examples[key]}
            />
          ),
        )}
        {others.length === 0 ? null : (
          <dl className="grid grid-cols-1 gap-1 text-sm sm:col-span-2">
            {others.map(([name, value]) => (
              <div key={name} className="flex min-w-0 flex-wrap gap-x-2">
                <dt className="break-all text-ink-muted">{name}</dt>
                <dd className="min-w-0 break-words">
                  {typeof value === 'string' ? value : JSON.stringify(value)}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </CardBody>
      <CopyByHand text={byHand} close={() => setByHand(null)} />
    </Card>
  );
}

function Line({ pointer, label, placeholder }: { pointer: string; label: string; placeholder: string }) {
  const { value, fault, set } = useText(pointer);
  return (
    <Field label={label} error={fault}>
      <Input value={value} placeholder={placeholder} onChange={(event) => set(event.target.value)} />
    </Field>
  );
}

const examples = { employees: '80-600', departmentSize: '4-15 engineers', revenue: '$10M-$80M' } as const;

const suggestions = {
  industry: ['Software', 'Fintech', 'Health', 'Logistics', 'Manufacturing', 'Retail', 'Education', 'Media'],
  geography: [
    'United States',
    'Canada',
    'United Kingdom',
    'Germany',
    'France',
    'Europe',
    'Asia Pacific',
    'Global',
  ],
  businessModel: ['B2B SaaS', 'B2B', 'B2C', 'Marketplace', 'E-commerce', 'Services', 'Usage-based'],
  fundingStage: ['Bootstrapped', 'Pre-seed', 'Seed', 'Series A', 'Series B', 'Series C+', 'Public'],
  companyType: ['Private', 'Public', 'Startup', 'Scale-up', 'Enterprise', 'Agency', 'Non-profit'],
  keywords: [],
} as const;
