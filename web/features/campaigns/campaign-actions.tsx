import type { Campaign } from '@blossomer/contract';
import { useNavigate } from '@tanstack/react-router';
import { Code, Copy, CopyPlus, Ellipsis, FileDown, LetterText, MailPlus, Trash2, Type } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '../../components/clipboard.ts';
import { CopyByHand } from '../../components/copy-by-hand.tsx';
import { saveText } from '../../components/save-file.ts';
import { useDelete } from '../../components/use-delete.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { DropdownMenu } from '../../ui/popover.tsx';
import { showDone } from '../../ui/toast.tsx';
import { copyBoth } from './clipboard.ts';
import { textOf } from './letter.ts';
import { emlOf, fileNameOf, htmlOf, textFileOf } from './outgoing.ts';
import { useDuplicate } from './use-duplicate.ts';

/** What can be done with the e-mail as a whole. */
export function CampaignActions({ campaign }: { campaign: Campaign }) {
  const { name, data } = campaign;
  const [byHand, setByHand] = useState<string | null>(null);
  const duplicate = useDuplicate();
  const remove = useRemoval(campaign);
  const outgoing = { subject: data.subject ?? '', text: textOf(data) };
  const html = htmlOf(outgoing.text);

  async function copied(text: string, copying: Promise<boolean>, done: string) {
    if (await copying) showDone(done);
    else setByHand(text);
  }
  const plain = (text: string, done: string) => void copied(text, copyText(text), done);

  return (
    <>
      <Button
        variant="primary"
        onClick={() =>
          void copied(outgoing.text, copyBoth({ text: outgoing.text, html }), 'The text was copied')
        }
      >
        <Copy aria-hidden="true" />
        Copy
      </Button>
      <DropdownMenu
        label="More to do with this campaign"
        trigger={<IconButton label="More" icon={<Ellipsis />} variant="secondary" />}
        groups={[
          [
            {
              label: 'Copy the subject',
              icon: <Type />,
              onSelect: () => plain(outgoing.subject, 'The subject was copied'),
            },
            {
              label: 'Copy as plain text',
              icon: <LetterText />,
              onSelect: () => plain(outgoing.text, 'The text was copied, without formatting'),
            },
            { label: 'Copy as HTML', icon: <Code />, onSelect: () => plain(html, 'The HTML was copied') },
          ],
          [
            {
              label: 'Download as text (.txt)',
              icon: <FileDown />,
              onSelect: () => saveText(fileNameOf(name, 'txt'), 'text/plain', textFileOf(outgoing)),
            },
            {
              label: 'Download as draft (.eml)',
              icon: <MailPlus />,
              onSelect: () => saveText(fileNameOf(name, 'eml'), 'message/rfc822', emlOf(outgoing)),
            },
          ],
          [
            { label: 'Duplicate', icon: <CopyPlus />, onSelect: () => void duplicate(campaign.id) },
            { label: 'Delete', icon: <Trash2 />, tone: 'danger', onSelect: remove },
          ],
        ]}
      />
      <CopyByHand text={byHand} close={() => setByHand(null)} />
    </>
  );
}

function useRemoval(campaign: Campaign): () => void {
  const remove = useDelete();
  const navigate = useNavigate();
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  return () => {
    remove('campaign', campaign);
    void navigate({ to: paths.campaigns(companyId) });
  };
}
