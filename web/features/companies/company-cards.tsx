import { type ReactNode, useId } from 'react';
import { StringList } from '../../components/string-list.tsx';
import { TextField } from '../../components/text-field.tsx';
import { Card, CardBody, CardHeader } from '../../ui/card.tsx';

/** What there is to know about a company, each thing edited where it stands. */
export function CompanyCards() {
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
      <Part title="Business Profile">
        <TextField
          pointer="/data/businessProfile/category"
          label="Category"
          placeholder="The kind of product, as buyers search for it"
        />
        <TextField
          pointer="/data/businessProfile/businessModel"
          label="Business model"
          placeholder="How it earns money, and from whom"
        />
        <TextField
          pointer="/data/businessProfile/existingCustomers"
          label="Existing customers"
          placeholder="Who pays today"
        />
      </Part>
      <Part title="Positioning">
        <TextField
          pointer="/data/positioning/keyMarketBelief"
          label="Key market belief"
          placeholder="What you see that others do not"
        />
        <TextField
          pointer="/data/positioning/uniqueApproach"
          label="Unique approach"
          placeholder="How you do it differently"
        />
        <TextField
          pointer="/data/positioning/languageUsed"
          label="Language used"
          placeholder="Words that you and your buyers share"
        />
      </Part>
      <Part title="Capabilities" description="What the product can do." wide>
        <StringList pointer="/data/capabilities" label="Capabilities" noun="capability" />
      </Part>
      <Part title="Use Cases & Process">
        <TextField
          pointer="/data/useCaseAnalysis/problemsAddressed"
          label="Problems addressed"
          placeholder="What goes wrong without it"
        />
        <TextField
          pointer="/data/useCaseAnalysis/howTheyDoItToday"
          label="How they do it today"
          placeholder="Spreadsheets, an agency, not at all"
        />
        <TextField
          pointer="/data/useCaseAnalysis/processImpact"
          label="Process impact"
          placeholder="What changes in their day"
        />
      </Part>
      <Part title="ICP Hypothesis">
        <TextField
          pointer="/data/icpHypothesis/targetAccountHypothesis"
          label="Target account"
          placeholder="The kind of company that needs it most"
        />
        <TextField
          pointer="/data/icpHypothesis/targetPersonaHypothesis"
          label="Target persona"
          placeholder="Who in there decides"
        />
      </Part>
      <Part title="Likely Objections" description="What a buyer says before they say yes." wide>
        <StringList pointer="/data/objections" label="Likely Objections" noun="objection" />
      </Part>
    </div>
  );
}

function Part(props: { title: string; description?: string; wide?: boolean; children: ReactNode }) {
  const { title, description, wide = false, children } = props;
  const id = useId();
  return (
    <Card aria-labelledby={id} className={wide ? 'xl:col-span-2' : undefined}>
      <CardHeader title={<span id={id}>{title}</span>} description={description} />
      <CardBody className="grid grid-cols-1 gap-3">{children}</CardBody>
    </Card>
  );
}
