import { useNavigate } from '@tanstack/react-router';
import { failureOf } from '../../components/problem.ts';
import { useCreate, useReadDocument } from '../../data/hooks.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { showDone, showProblem } from '../../ui/toast.tsx';

/** Makes another e-mail that says the same, as a draft, and opens it. */
export function useDuplicate(): (id: string) => Promise<void> {
  const read = useReadDocument('campaign');
  const create = useCreate('campaign');
  const navigate = useNavigate();
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  return async (original) => {
    const campaign = await read(original).catch((error: unknown) => {
      showProblem('It could not be copied', { detail: failureOf(error).detail });
    });
    if (campaign === undefined) return;
    const { accountId, personaId, name, type, data } = campaign;
    const id = create({
      accountId,
      personaId,
      name: copyName(name),
      type,
      status: 'draft',
      data: structuredClone(data),
    });
    showDone('This is the copy', `The original is unchanged: ${name}`);
    void navigate({ to: paths.campaign(companyId, id) });
  };
}

export function copyName(name: string): string {
  const [, original = name, number = '1'] = /^(.*) \(copy(?: (\d{1,3}))?\)$/su.exec(name) ?? [];
  const ending = original === name ? ' (copy)' : ` (copy ${Number(number) + 1})`;
  return `${[...original].slice(0, nameCharactersMax - ending.length).join('')}${ending}`;
}
const nameCharactersMax = 200;
