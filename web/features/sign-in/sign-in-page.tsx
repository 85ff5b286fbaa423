import { Link } from '@tanstack/react-router';
import { OpenLayout } from '../../components/open-layout.tsx';
import { Page } from '../../components/page.tsx';
import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';

export function SignInPage() {
  return (
    <OpenLayout>
      <div className="py-10">
        <Page title="Sign in">
          <EmptyState
            title="This screen is still to come"
            actions={
              <Button asChild variant="primary">
                <Link to={paths.playground.home}>Go on without an account</Link>
              </Button>
            }
          >
            Password, a code by e-mail, or Google where the project offers it.
          </EmptyState>
        </Page>
      </div>
    </OpenLayout>
  );
}
