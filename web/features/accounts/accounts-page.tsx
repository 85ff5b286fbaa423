import { Plus, Target } from 'lucide-react';
import { GenerateAccount } from '../../components/generation/generate-account.tsx';
import { NewAccountDialog } from '../../components/new-account-dialog.tsx';
import { NotFoundPage } from '../../components/not-found-page.tsx';
import { Page } from '../../components/page.tsx';
import { useAdding } from '../../components/use-adding.ts';
import { useDocument } from '../../data/hooks.ts';
import { useScreenParam } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { AccountFilters } from './account-filters.tsx';
import { AccountResults } from './account-results.tsx';
import { useAccountView } from './account-view.ts';

export function AccountsPage() {
  const companyId = useScreenParam('companyId');
  const { isMissing } = useDocument('company', companyId);
  const [view, setView] = useAccountView();
  const [adding, setAdding] = useAdding();
  if (isMissing) return <NotFoundPage />;
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden="true" />
      New account
    </Button>
  );
  return (
    <Page
      title="Accounts"
      description="The kinds of companies worth selling to, with filters that find them and signals that say when."
      actions={
        <>
          <GenerateAccount companyId={companyId} />
          {add}
        </>
      }
    >
      <AccountFilters view={view} setView={setView} />
      <AccountResults
        companyId={companyId}
        view={view}
        setView={setView}
        icon={<Target />}
        onAdd={() => setAdding(true)}
      />
      <NewAccountDialog companyId={companyId} open={adding} onOpenChange={setAdding} />
    </Page>
  );
}
