import type { Generation } from '@blossomer/contract';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { documentQuery } from '../../data/queries.ts';
import { useSession } from '../../data/use-session.ts';
import { usePlace } from '../../place.ts';
import { useOpenDocument } from '../open-document.ts';
import { askedAgain, textInput } from './ask-again.ts';

type Draft = { name?: string; data?: Record<string, unknown> };

/** From a generation that came to nothing to the form of its kind, with whatever it had told. */
export function useByHand(): (generation: Generation, partial: Readonly<Record<string, unknown>>) => void {
  const session = useSession();
  const { paths } = usePlace();
  const navigate = useNavigate();
  const openDocument = useOpenDocument();
  return useCallback(
    (generation, partial) => {
      const { kind, again, documentId } = generation;
      const name = textInput(generation, 'name');
      const draft = { ...draftOf(partial), ...(name === '' ? {} : { name }) };
      const companyOf = async (accountId: string) =>
        (await session.queryClient.fetchQuery(documentQuery(session, 'account', accountId))).companyId;
      const go = async () => {
        if (again) return openDocument(kind, documentId);
        if (kind === 'company') {
          const context = textInput(generation, 'hypothesis');
          return navigate({
            to: paths.newCompany(textInput(generation, 'url')),
            state: { draft, ...(context === '' ? {} : { context }) },
          });
        }
        if (kind === 'account') {
          return navigate({ to: paths.accounts(textInput(generation, 'companyId')), state: { draft } });
        }
        if (kind === 'persona') {
          const accountId = textInput(generation, 'accountId');
          return navigate({ to: paths.account(await companyOf(accountId), accountId), state: { draft } });
        }
        const personaId = textInput(generation, 'personaId');
        const { accountId } = await session.queryClient.fetchQuery(
          documentQuery(session, 'persona', personaId),
        );
        const asked = askedAgain(generation);
        const config = asked?.kind === 'campaign' ? asked.inputs.config : undefined;
        return navigate({
          to: paths.newCampaign(await companyOf(accountId), { accountId, personaId }),
          ...(config === undefined
            ? {}
            : { state: { newCampaign: { accountId, personaId, config, ...(name === '' ? {} : { name }) } } }),
        });
      };
      void go();
    },
    [session, paths, navigate, openDocument],
  );
}

function draftOf({ name, data }: Readonly<Record<string, unknown>>): Draft {
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof data === 'object' && data !== null ? { data: { ...data } } : {}),
  };
}
