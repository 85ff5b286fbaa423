import type { EntityKind, Generation, GenerationSummary } from '@blossomer/contract';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { companyIn } from '../../data/cache.ts';
import { useActive, useEnds } from '../../data/generations.ts';
import type { Session } from '../../data/session.ts';
import { useSession } from '../../data/use-session.ts';
import type { PlacePaths } from '../../paths.ts';
import { usePlace } from '../../place.ts';
import { Popover } from '../../ui/popover.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { showLink, showProblem } from '../../ui/toast.tsx';
import { useOpenDocument } from '../open-document.ts';
import { textInput } from './ask-again.ts';
import { stageWords } from './progress-card.tsx';
import { titleOf } from './titles.ts';

/** The way back to what is written while the person is elsewhere. Where it stands its room is free: nothing moves when it comes. */
export function UnderWay() {
  const { place, paths } = usePlace();
  const session = useSession();
  const [open, setOpen] = useState(false);
  const elsewhere = useElsewhere();
  if (elsewhere.length === 0) return null;
  return (
    <Popover
      label="Under way"
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="max-h-(--radix-popover-content-available-height) overflow-y-auto p-2"
      trigger={
        <button
          type="button"
          aria-haspopup="dialog"
          aria-label={`Under way: ${elsewhere.length}`}
          className="-my-1 inline-flex h-control min-w-control shrink-0 items-center justify-center gap-1 rounded-md px-1.5 text-ink-muted text-sm hover:bg-hover hover:text-ink"
        >
          <Spinner className="text-primary" />
          {elsewhere.length === 1 ? null : elsewhere.length}
        </button>
      }
    >
      <h2 className="px-2 pt-1 font-medium">Under way</h2>
      <ul className="mt-1 grid grid-cols-1">
        {elsewhere.map((one) => (
          <li key={one.id}>
            <Link
              to={addressOf(session, paths, one)}
              onClick={() => setOpen(false)}
              className="block rounded-md px-2 py-1.5 hover:bg-hover"
            >
              <span className="block break-words font-medium text-link">{nameOf(session, one)}</span>
              <span className="block text-ink-muted text-sm">
                {one.stage === null ? 'Waiting for its turn' : stageWords(one.stage, one.kind)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {place === 'playground' ? (
        <p className="px-2 pt-1 pb-1 text-ink-muted text-sm">
          Keep the tab open that began it: without an account the work is done there.
        </p>
      ) : null}
    </Popover>
  );
}

/** Says what is under way and how it ended, to whoever is on another screen by then. Once in a place. */
export function UnderWayNews() {
  const { paths } = usePlace();
  const session = useSession();
  const navigate = useNavigate();
  const openDocument = useOpenDocument();
  const isHere = useIsHere();
  const elsewhere = useElsewhere();
  useEnds((ended) => {
    if (isHere(ended)) return;
    const { state, kind, documentId, problem } = ended;
    if (state === 'done') showLink(doneWords(session, ended), 'Open', () => openDocument(kind, documentId));
    if (state === 'failed') {
      showProblem(`${nameOf(session, ended)}: nothing was written`, {
        ...(problem === null ? {} : { detail: `${problem.title}. ${problem.detail}` }),
        link: { label: 'Look', go: () => void navigate({ to: screenOf(session, paths, ended) }) },
      });
    }
  });
  return (
    <p aria-live="polite" className="sr-only">
      {elsewhere.length === 0 ? '' : `Under way: ${elsewhere.map((one) => nameOf(session, one)).join(', ')}.`}
    </p>
  );
}

/** Those whose own screen, or whose document's, is not the one that is shown. */
function useElsewhere(): readonly GenerationSummary[] {
  const isHere = useIsHere();
  return useActive().filter((one) => !isHere(one));
}

function useIsHere(): (one: Pick<Generation, 'id' | 'documentId'>) => boolean {
  const { pathname } = useLocation();
  return ({ id, documentId }) => pathname.endsWith(`/${id}`) || pathname.endsWith(`/${documentId}`);
}

function nameOf(session: Session, one: GenerationSummary): string {
  const name = one.again ? session.shown(one.kind, one.documentId)?.name : undefined;
  return name === undefined ? titleOf(one) : `${name}, once more`;
}

function doneWords(session: Session, { kind, documentId, again, result }: Generation): string {
  const name = session.shown(kind, documentId)?.name ?? result?.name ?? 'It';
  return again ? `${name} was generated again` : `${name} is written`;
}

/** Of one that is generated again the document itself, which stays readable meanwhile. */
function addressOf(session: Session, paths: PlacePaths, one: GenerationSummary): string {
  const companyId = companyOf(session, one);
  if (!one.again || companyId === undefined) return screenOf(session, paths, one);
  const { kind, documentId } = one;
  const addresses: Record<EntityKind, string> = {
    company: paths.company(documentId),
    account: paths.account(companyId, documentId),
    persona: paths.persona(companyId, documentId),
    campaign: paths.campaign(companyId, documentId),
  };
  return addresses[kind];
}

function screenOf(session: Session, paths: PlacePaths, one: GenerationSummary): string {
  return paths.generation(one.id, companyOf(session, one));
}

/** As far as this browser knows; a generation has a screen without it, too. */
function companyOf(session: Session, { kind, documentId, again, ...one }: GenerationSummary) {
  if (kind === 'company') return again ? documentId : undefined;
  if (kind === 'account') return textInput(one, 'companyId');
  const persona = kind === 'campaign' ? session.shown('persona', textInput(one, 'personaId')) : undefined;
  const accountId = persona && 'accountId' in persona ? persona.accountId : textInput(one, 'accountId');
  return companyIn(session)(accountId);
}
