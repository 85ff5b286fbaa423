import { type BuyingSignal, type Priority, priorities } from '@blossomer/contract';
import { Card, CardBody, CardHeader } from '../../ui/card.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { useFault, useListAt } from '../editing.tsx';
import { ItemList, type ItemRow } from '../item-list.tsx';
import { ItemText } from '../item-text.tsx';
import { StringList } from '../string-list.tsx';
import { PriorityPicture } from './priority-picture.tsx';

const pointer = '/data/buyingSignals';

/** What shows from outside that somebody is about to need it, and why these signals: of accounts and of personas. */
export function SignalsCard() {
  const { items: signals } = useListAt<BuyingSignal>(pointer);
  return (
    <Card aria-labelledby="signals-heading">
      <CardHeader
        title={<span id="signals-heading">Buying signals</span>}
        description="What can be seen from outside when somebody is about to need this, and where to look."
      />
      <CardBody>
        {signals.length === 0 ? null : <PriorityPicture signals={signals} className="mb-4" />}
        <ItemList<BuyingSignal>
          pointer={pointer}
          label="Buying signals"
          noun="buying signal"
          nameOf={titleOf}
          empty="No signal yet. A good one can be looked up: a job posting, a new tool, a round of funding."
        >
          {signalFields}
        </ItemList>
        <h3 className="mt-6 font-semibold">Why these signals</h3>
        <StringList pointer="/data/buyingSignalsRationale" label="Why these signals" noun="reason" />
      </CardBody>
    </Card>
  );
}

const titleOf = ({ title }: BuyingSignal) => title ?? '';
const signalFields = (row: ItemRow<BuyingSignal>) => <SignalFields {...row} />;

function SignalFields({ item, at, set, controls }: ItemRow<BuyingSignal>) {
  return (
    <div className="grid grid-cols-1 gap-x-4 gap-y-2.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="flex flex-wrap items-start justify-end gap-x-3 sm:col-span-2 sm:flex-nowrap">
        <div className="min-w-0 flex-1 basis-52">
          <ItemText
            label="Title"
            hideLabel
            value={item.title}
            pointer={`${at}/title`}
            placeholder="What happens, in a few words"
            onChange={(title) => set({ title })}
            className="font-medium text-lg"
          />
        </div>
        {controls}
      </div>
      <div className="grid grid-cols-1 content-start gap-2.5">
        <div className="grid grid-cols-2 gap-3">
          <PriorityField value={item.priority} at={at} onChange={(priority) => set({ priority })} />
          <TypeField value={item.type} at={at} onChange={(type) => set({ type })} />
        </div>
      </div>
      <ItemText
        label="How to detect it"
        value={item.detectionMethod}
        pointer={`${at}/detectionMethod`}
        placeholder="Where to look, and for what"
        onChange={(detectionMethod) => set({ detectionMethod })}
      />
      <div className="sm:col-span-2">
        <ItemText
          label="Description"
          value={item.description}
          pointer={`${at}/description`}
          placeholder="What it says about them"
          onChange={(description) => set({ description })}
        />
      </div>
    </div>
  );
}

const signalTypes = ['Company Data', 'Website', 'Tech Stack', 'News', 'Social Media', 'Other'];

function TypeField(props: {
  value: string | undefined;
  at: string;
  onChange: (type: string | undefined) => void;
}) {
  const { value = '', at, onChange } = props;
  return (
    <Field label="Type" error={useFault(`${at}/type`)}>
      <Combobox
        value={value}
        onChange={(type) => onChange(type === '' ? undefined : type)}
        suggestions={signalTypes}
      />
    </Field>
  );
}

function PriorityField(props: {
  value: Priority | undefined;
  at: string;
  onChange: (priority: Priority | undefined) => void;
}) {
  const { value, at, onChange } = props;
  return (
    <Field label="Priority" error={useFault(`${at}/priority`)}>
      <Select<Priority | typeof notSet>
        value={value ?? notSet}
        onChange={(chosen) => onChange(chosen === notSet ? undefined : chosen)}
        choices={[
          { value: notSet, label: 'Not set' },
          ...priorities.toReversed().map((priority) => ({ value: priority, label: priority })),
        ]}
      />
    </Field>
  );
}
const notSet = 'not-set';
