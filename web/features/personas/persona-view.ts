import { type Priority, priorities, type Seniority, seniorities } from '@blossomer/contract';
import { oneOf } from '../../components/filter-choices.ts';
import { useAsked } from '../../components/list-search.tsx';

const personaSorts = ['-seniority', 'name', '-priority', '-updatedAt'] as const;
export type PersonaSort = (typeof personaSorts)[number];

/** Who is listed, and in which order within an account. */
export interface PersonaView {
  q: string;
  seniority: Seniority | undefined;
  priority: Priority | undefined;
  sort: PersonaSort;
}

export function usePersonaView(): [PersonaView, (change: Record<string, string>) => void] {
  const [asked, set] = useAsked();
  const view = {
    q: asked('q'),
    seniority: oneOf(seniorities, asked('seniority')),
    priority: oneOf(priorities, asked('priority')),
    sort: oneOf(personaSorts, asked('sort')) ?? '-seniority',
  };
  return [view, set];
}

export function isFiltered({ q, seniority, priority }: PersonaView): boolean {
  return q.trim() !== '' || seniority !== undefined || priority !== undefined;
}

/** For the list of the workspace. */
export function personaQuery({ q, seniority, priority, sort }: PersonaView) {
  const words = q.trim();
  return {
    sort,
    ...(words === '' ? {} : { q: words }),
    ...(seniority === undefined ? {} : { seniority }),
    ...(priority === undefined ? {} : { priority }),
  };
}
