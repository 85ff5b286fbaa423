import { Copy, Ellipsis, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog, Sheet } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Input } from '../../ui/input.tsx';
import { DropdownMenu, Popover } from '../../ui/popover.tsx';
import { showDone, showProblem, showUndo } from '../../ui/toast.tsx';
import { Line, Sample } from './sample.tsx';

export function ActionSamples() {
  return (
    <Sample title="Actions">
      {(['small', 'medium', 'large'] as const).map((size) => (
        <Line key={size}>
          <Button size={size} variant="primary">
            <Plus /> New account
          </Button>
          <Button size={size}>Compare</Button>
          <Button size={size} variant="quiet">
            Cancel
          </Button>
          <Button size={size} variant="danger">
            Delete for good
          </Button>
          <Button size={size} variant="link">
            Show all
          </Button>
          <IconButton size={size} label="Copy" icon={<Copy />} />
        </Line>
      ))}
      <Line>
        <Button variant="primary" busy>
          Saving
        </Button>
        <Button variant="primary" disabled>
          Disabled
        </Button>
        <Button disabled>Disabled</Button>
      </Line>
      <Line>
        <Overlays />
        <Popover trigger={<Button>Popover</Button>} label="Filter">
          <Field label="Industry">
            <Input defaultValue="Software" />
          </Field>
        </Popover>
        <DropdownMenu
          label="More"
          trigger={<IconButton label="More" icon={<Ellipsis />} variant="secondary" />}
          groups={[
            [
              { label: 'Copy as text', icon: <Copy />, onSelect: () => showDone('Copied') },
              { label: 'Show archived', checked: true, onSelect: () => {} },
            ],
            [
              {
                label: 'Delete',
                icon: <Trash2 />,
                tone: 'danger',
                onSelect: () => showUndo('Mid-size SaaS was deleted', () => showDone('It is back')),
              },
            ],
          ]}
        />
        <Button onClick={() => showUndo('Mid-size SaaS was deleted', () => showDone('It is back'))}>
          Undo toast
        </Button>
        <Button
          onClick={() =>
            showProblem('The persona was not saved', {
              detail: 'The server has too much to do; please try again in a moment.',
              retry: () => {},
            })
          }
        >
          Problem toast
        </Button>
      </Line>
    </Sample>
  );
}

function Overlays() {
  const [open, setOpen] = useState<'dialog' | 'sheet' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button onClick={() => setOpen('dialog')}>Dialog</Button>
      <Button onClick={() => setOpen('sheet')}>Sheet</Button>
      <Dialog
        open={open === 'dialog'}
        onOpenChange={close}
        title="Delete the account?"
        description="Its two personas and five campaigns go to the trash with it, and come back with it."
        width="narrow"
        footer={
          <>
            <Button onClick={close}>Keep it</Button>
            <Button variant="danger" onClick={close}>
              Delete the account
            </Button>
          </>
        }
      />
      <Sheet open={open === 'sheet'} onOpenChange={close} title="Menu">
        <p className="p-4">From the side.</p>
      </Sheet>
    </>
  );
}
