import { useNavigate } from '@tanstack/react-router';
import { useCreate } from '../data/hooks.ts';
import { usePlace } from '../place.ts';
import { NewDocumentDialog } from './new-document-dialog.tsx';

export interface NewPersonaDialogProps {
  companyId: string;
  accountId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes a persona of this account and goes to it. */
export function NewPersonaDialog({ companyId, accountId, open, onOpenChange }: NewPersonaDialogProps) {
  const create = useCreate('persona');
  const navigate = useNavigate();
  const { paths } = usePlace();
  return (
    <NewDocumentDialog
      open={open}
      onOpenChange={onOpenChange}
      title="New persona"
      nameHint="The role, such as: Head of Platform."
      descriptionHint="What they answer for, and what keeps them awake."
      onCreate={(document) => {
        const id = create({ ...document, accountId });
        onOpenChange(false);
        void navigate({ to: paths.persona(companyId, id) });
      }}
    />
  );
}
