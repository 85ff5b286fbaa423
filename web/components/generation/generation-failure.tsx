import type { Generation, GenerationProblem, GenerationProblemCode } from '@blossomer/contract';
import { Link } from '@tanstack/react-router';
import { paths as allPaths } from '../../paths.ts';
import { usePlace } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useSignIn } from '../use-sign-in.ts';
import { textInput } from './ask-again.ts';

interface GenerationFailureProps {
  generation: Generation;
  problem: GenerationProblem;
  onTryAgain: (() => void) | null;
  isTrying: boolean;
  onByHand: (() => void) | null;
}

/** Why a generation came to nothing, who is to blame, and what can be done now. */
export function GenerationFailure(props: GenerationFailureProps) {
  const { generation, problem, onTryAgain, isTrying, onByHand } = props;
  const { code, title, detail, provider } = problem;
  const aboutAddress = code.startsWith('website-') && generation.kind === 'company';
  return (
    <ErrorState
      title={title}
      actions={
        <>
          {onTryAgain && !permanent.has(code) ? (
            <Button variant="primary" onClick={onTryAgain} busy={isTrying}>
              Try again
            </Button>
          ) : null}
          {generation.kind === 'company' && !generation.again ? (
            <EditAddress generation={generation} isFirst={aboutAddress} />
          ) : null}
          {onByHand ? <Button onClick={onByHand}>Continue by hand</Button> : null}
          {limits.has(code) ? <SignInForMore generation={generation} /> : null}
        </>
      }
    >
      <p>{detail}</p>
      {provider === null ? null : (
        <p className="mt-1 text-ink-muted text-sm">
          Provider: <strong className="font-medium text-ink">{provider}</strong>
        </p>
      )}
      <p className="mt-1 text-ink-muted text-sm">
        {generation.again ? 'The document is as it was.' : 'Nothing was written.'}
      </p>
    </ErrorState>
  );
}

/** Asking the same again would fail the same. */
const permanent: ReadonlySet<GenerationProblemCode> = new Set([
  'website-private',
  'website-not-a-page',
  'no-model',
  'document-gone',
]);
const limits: ReadonlySet<GenerationProblemCode> = new Set(['budget-spent', 'model-limited']);

function EditAddress({ generation, isFirst }: { generation: Generation; isFirst: boolean }) {
  const { paths } = usePlace();
  const [context, name] = [textInput(generation, 'hypothesis'), textInput(generation, 'name')];
  const typed = { ...(context === '' ? {} : { context }), ...(name === '' ? {} : { draft: { name } }) };
  return (
    <Button asChild {...(isFirst ? { variant: 'primary' as const } : {})}>
      <Link to={paths.newCompany(textInput(generation, 'url'))} state={typed}>
        Edit the address
      </Link>
    </Button>
  );
}

/** Guests share the limit of their address; an account has its own. */
export function SignInForMore({ generation }: { generation?: Generation }) {
  const { place } = usePlace();
  const isNewCompany = generation?.kind === 'company' && !generation.again;
  const signIn = useSignIn(isNewCompany ? allPaths.app.newCompany(textInput(generation, 'url')) : undefined);
  if (place === 'app') return null;
  return (
    <Button asChild>
      <Link to={signIn}>Sign in for more</Link>
    </Button>
  );
}
