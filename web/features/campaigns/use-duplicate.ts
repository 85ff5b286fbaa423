import type { Campaign } from '@blossomer/contract';
import { useNavigate } from '@tanstack/react-router';
import { useCreate } from '../../data/hooks.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { showDone } from '../../ui/toast.tsx';

/** Makes another e-mail that says the same, as a draft, and opens it. */
export function useDuplicate(): (campaign: Campaign) => void {
  const create = useCreate('campaign');
  const navigate = useNavigate();
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  return ({ accountId, personaId, name, type, data }) => {
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
