import { useState } from 'react';
import { InlineEdit } from '../../ui/inline-edit.tsx';
import { SaveStatus } from '../../ui/save-status.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import { Cell, Column, Row, Table } from '../../ui/table.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { Line, Sample } from './sample.tsx';

const parts = [
  { id: 'opening', text: 'Saw that you are hiring your first platform engineer.' },
  { id: 'pain', text: 'Most teams your size spend that hire’s first month explaining the bill.' },
  { id: 'cta', text: 'Is that on your list this quarter?' },
];
const many = Array.from({ length: 10_000 }, (_, index) => ({
  id: String(index),
  name: `Account ${index + 1}`,
}));

export function EditingSamples() {
  return (
    <Sample title="Editing">
      <Line>
        <SaveStatus state="saved" />
        <SaveStatus state="saving" />
        <SaveStatus state="offline" detail="Offline, 3 edits wait" />
        <SaveStatus state="rejected" />
      </Line>
      <Texts />
      <Parts />
      <Accounts />
      <VirtualList
        label="Ten thousand accounts"
        items={many}
        idOf={({ id }) => id}
        estimate={33}
        className="h-48 rounded-lg border border-line"
      >
        {({ name }) => <div className="border-line border-b px-3 py-1.5">{name}</div>}
      </VirtualList>
    </Sample>
  );
}

function Texts() {
  const [name, setName] = useState('Head of Platform');
  const [text, setText] = useState('Runs the team that everybody else deploys on.\nAnswers for the bill.');
  return (
    <div>
      <h3 className="text-xl">
        <InlineEdit
          label="Name"
          value={name}
          onSave={setName}
          check={(value) => (value.trim() === '' ? 'A persona needs a name.' : undefined)}
        />
      </h3>
      <InlineEdit label="Description" value={text} onSave={setText} multiline />
      <InlineEdit label="Note" value="" onSave={() => {}} placeholder="Add a note" />
    </div>
  );
}

function Parts() {
  const [order, setOrder] = useState(parts);
  return (
    <SortableList
      label="Parts of the e-mail"
      items={order}
      idOf={({ id }) => id}
      nameOf={({ id }) => id}
      onReorder={(ids) => setOrder(ids.flatMap((id) => parts.find((part) => part.id === id) ?? []))}
      className="gap-1"
    >
      {({ text }, controls) => (
        <div className="flex items-center gap-2 rounded-md border border-line bg-surface py-1 pr-1 pl-3">
          <span className="min-w-0 flex-1">{text}</span>
          {controls}
        </div>
      )}
    </SortableList>
  );
}

function Accounts() {
  const [descending, setDescending] = useState(false);
  const rows = [
    ['Mid-size SaaS on AWS', 'High', '2'],
    ['Series A fintech', 'Medium', '0'],
  ];
  return (
    <Table label="Accounts">
      <thead>
        <tr>
          <Column sorted={descending ? 'descending' : 'ascending'} onSort={() => setDescending(!descending)}>
            Name
          </Column>
          <Column>Priority</Column>
          <Column className="text-right">Personas</Column>
        </tr>
      </thead>
      <tbody>
        {(descending ? rows.toReversed() : rows).map(([name, priority, personas]) => (
          <Row key={name}>
            <Cell className="font-medium">{name}</Cell>
            <Cell>{priority}</Cell>
            <Cell className="text-right">{personas}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
