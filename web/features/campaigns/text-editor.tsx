import type { CampaignData } from '@blossomer/contract';
import { Textarea } from '../../ui/input.tsx';
import type { ChangeData } from './campaign-editor.tsx';
import { textOf, withBody } from './letter.ts';

/** The e-mail as one text. */
export function TextEditor({ data, changeData }: { data: CampaignData; changeData: ChangeData }) {
  return (
    <div className="px-1.5 py-1.5">
      <Textarea
        aria-label="Text of the e-mail"
        rows={6}
        value={textOf(data)}
        placeholder="Write the e-mail. A blank line begins a new paragraph."
        onChange={(event) => changeData((now) => withBody(now, event.target.value))}
        className="max-h-none min-h-80 resize-none border-transparent bg-transparent text-lg leading-7"
      />
    </div>
  );
}
