import { Url } from '@blossomer/contract';
import { ExternalLink } from 'lucide-react';
import { useEditing } from '../../components/editing.tsx';
import { TextField } from '../../components/text-field.tsx';
import { websiteAddress } from '../../components/website-address.ts';
import { useDocument } from '../../data/hooks.ts';
import { Card, CardBody, CardHeader } from '../../ui/card.tsx';
import { InlineEdit } from '../../ui/inline-edit.tsx';

export function OverviewCard() {
  return (
    <Card aria-labelledby="overview-heading">
      <CardHeader title={<span id="overview-heading">Overview</span>} />
      <CardBody className="grid grid-cols-1 gap-3">
        <Website />
        <TextField
          pointer="/data/description"
          label="Description"
          placeholder="What the company does, for whom, in a few sentences"
        />
      </CardBody>
    </Card>
  );
}

function Website() {
  const { document, setField } = useEditing();
  const { document: company } = useDocument('company', document.id);
  const url = company?.url ?? '';
  const address = websiteAddress(url);
  return (
    <div>
      <p className="font-medium text-sm">Website</p>
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <InlineEdit
            label="Website"
            value={url}
            onSave={(typed) => setField('/url', typed.trim())}
            check={urlFault}
            placeholder="Add the website"
            className="break-all"
          />
        </div>
        {address === null ? null : (
          <a
            href={address}
            target="_blank"
            rel="noreferrer"
            className="inline-flex shrink-0 items-center gap-1 text-link text-sm underline-offset-4 hover:underline"
          >
            Open
            <span className="sr-only"> the website in a new tab</span>
            <ExternalLink aria-hidden="true" className="size-3.5" />
          </a>
        )}
      </div>
    </div>
  );
}

function urlFault(typed: string): string | undefined {
  const result = Url.safeParse(typed.trim());
  return result.success ? undefined : `The website ${result.error.issues[0]?.message ?? 'is not valid'}.`;
}
