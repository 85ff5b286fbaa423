import { Target } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Banner, EmptyState, ErrorState, Loading, ProgressBar, Skeleton } from '../../ui/states.tsx';
import { Line, Sample } from './sample.tsx';

export function StateSamples() {
  return (
    <Sample title="States">
      <Banner label="Where your work is">
        <strong className="font-medium text-ink">Playground.</strong> Your work lives in this browser alone.
      </Banner>
      <Banner label="Development" tone="warning">
        Development sign-in: not for real data.
      </Banner>
      <EmptyState
        icon={<Target />}
        title="No account yet"
        level="h3"
        actions={
          <>
            <Button variant="primary">Suggest accounts</Button>
            <Button>Add one by hand</Button>
          </>
        }
      >
        An account is the kind of company worth calling. Three are enough to begin with.
      </EmptyState>
      <ErrorState
        title="The database cannot be reached at the moment"
        level="h3"
        requestId="01a21eb8-11dd-7983-a044-d76803d91df1"
        actions={<Button>Try again</Button>}
      >
        What you saved is safe. What you type now is kept in this browser and sent when it answers.
      </ErrorState>
      <Loading label="Loading the account" className="grid gap-2">
        <Skeleton className="h-6 w-1/3" />
        <Skeleton />
        <Skeleton className="w-4/5" />
      </Loading>
      <Line>
        <Spinner label="Working" /> Working
      </Line>
      <ProgressBar label="Import" value={64} />
      <ProgressBar label="Reading the website" value={null} />
    </Sample>
  );
}
