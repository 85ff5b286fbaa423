import { LayoutGrid, Rows3 } from 'lucide-react';
import { useState } from 'react';
import { Checkbox, Switch } from '../../ui/checkbox.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Field } from '../../ui/field.tsx';
import { Input, Textarea } from '../../ui/input.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { Select } from '../../ui/select.tsx';
import { SegmentedControl, Tabs } from '../../ui/tabs.tsx';
import { TagInput } from '../../ui/tag-input.tsx';
import { Sample } from './sample.tsx';

const signalTypes = ['Company Data', 'Website', 'Tech Stack', 'News', 'Social Media', 'Other'];
const priorities = ['Low', 'Medium', 'High'].map((value) => ({ value, label: value }));

export function ControlSamples() {
  return (
    <Sample title="Controls">
      <div className="grid gap-4 md:grid-cols-2">
        <TextControls />
        <ChoiceControls />
      </div>
      <ViewControls />
    </Sample>
  );
}

function TextControls() {
  const [tags, setTags] = useState(['Software', 'Series A']);
  const [type, setType] = useState('Website');
  const [search, setSearch] = useState('platform');
  return (
    <div className="flex flex-col gap-4">
      <Field label="Name" required hint="As you say it on the phone.">
        <Input defaultValue="Mid-size SaaS on AWS" />
      </Field>
      <Field label="Website" error="Type the address of a website, such as acme.com.">
        <Input defaultValue="acme" />
      </Field>
      <Field label="Description" note="optional">
        <Textarea placeholder="What makes these companies alike" />
      </Field>
      <Field label="Industry" hint="Enter or a comma adds one.">
        <TagInput
          value={tags}
          onChange={setTags}
          suggestions={['Fintech', 'Health', 'Logistics', 'Software']}
        />
      </Field>
      <Field label="Type of signal">
        <Combobox value={type} onChange={setType} suggestions={signalTypes} />
      </Field>
      <SearchInput label="Search accounts" value={search} onChange={setSearch} />
    </div>
  );
}

function ChoiceControls() {
  const [priority, setPriority] = useState('High');
  const [unset, setUnset] = useState('');
  const [checked, setChecked] = useState(true);
  const [on, setOn] = useState(false);
  const [side, setSide] = useState<'mine' | 'theirs'>('mine');
  return (
    <div className="flex flex-col gap-4">
      <Field label="Priority">
        <Select value={priority} onChange={setPriority} choices={priorities} />
      </Field>
      <Field label="Priority, not chosen">
        <Select value={unset} onChange={setUnset} choices={priorities} placeholder="Choose one" />
      </Field>
      <Field label="Disabled">
        <Input defaultValue="Set by the import" disabled />
      </Field>
      <Checkbox
        label="Include archived"
        checked={checked}
        onChange={setChecked}
        hint="They count in the map, too."
      />
      <Checkbox label="Some of them" checked="indeterminate" onChange={() => {}} />
      <Switch label="Show what is missing" checked={on} onChange={setOn} />
      <RadioGroup
        label="Which text stays"
        value={side}
        onChange={setSide}
        choices={[
          { value: 'mine', label: 'Mine', hint: 'What you typed here a minute ago.' },
          { value: 'theirs', label: 'Theirs', hint: 'What the other tab saved since.' },
        ]}
      />
    </div>
  );
}

function ViewControls() {
  const [view, setView] = useState<'grid' | 'table'>('grid');
  const [tab, setTab] = useState<'signals' | 'rationale' | 'personas'>('signals');
  return (
    <>
      <SegmentedControl
        label="View"
        value={view}
        onChange={setView}
        segments={[
          { value: 'grid', label: 'Cards', icon: <LayoutGrid /> },
          { value: 'table', label: 'Table', icon: <Rows3 /> },
        ]}
        className="self-start"
      />
      <Tabs
        label="Parts of the account"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'signals', label: 'Buying signals', content: 'Three signals' },
          { value: 'rationale', label: 'Rationale', content: 'Two reasons' },
          { value: 'personas', label: 'Personas', content: 'One persona' },
        ]}
      />
    </>
  );
}
