import { Link } from '@tanstack/react-router';
import { NotFoundPage } from '../../components/not-found-page.tsx';
import { Page } from '../../components/page.tsx';
import { failureOf } from '../../components/problem.ts';
import { useDocument } from '../../data/hooks.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { CampaignEditor } from './campaign-editor.tsx';

export function CampaignPage() {
  const id = useScreenParam('campaignId');
  const { document, isMissing, error, faults, refresh } = useDocument('campaign', id);
  if (document) return <CampaignEditor key={id} campaign={document} faults={faults} />;
  if (isMissing) return <NotFoundPage />;
  return (
    <Page title="Campaign">{error ? <Failure error={error} retry={refresh} /> : <EditorSkeleton />}</Page>
  );
}

function Failure({ error, retry }: { error: Error; retry: () => void }) {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const { title, detail, requestId } = failureOf(error);
  return (
    <ErrorState
      title={title}
      requestId={requestId}
      actions={
        <>
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
          <Button asChild>
            <Link to={paths.campaigns(companyId)}>To the campaigns</Link>
          </Button>
        </>
      }
    >
      <p>{detail}</p>
    </ErrorState>
  );
}

function EditorSkeleton() {
  return (
    <Loading
      label="Loading the campaign"
      className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]"
    >
      <div className="grid grid-cols-1 gap-4">
        <Skeleton className="h-24 rounded-lg" />
        <Skeleton className="h-80 rounded-lg" />
      </div>
      <Skeleton className="h-64 rounded-lg" />
    </Loading>
  );
}
