import { type Seniority, seniorities, seniorityRank } from '@blossomer/contract';
import { Badge } from '../ui/badge.tsx';

export const seniorityWords: Record<Seniority, string> = {
  junior: 'Junior',
  mid: 'Mid',
  senior: 'Senior',
  director: 'Director',
  vp: 'VP',
  c_level: 'C-level',
};

/** The highest rank that the person's own words tell; nothing where they tell none. */
export function SeniorityBadge({ words }: { words: readonly string[] | undefined }) {
  const seniority = seniorities[seniorityRank(words) - 1];
  if (seniority === undefined) return null;
  return (
    <Badge tone="purple">
      <span className="sr-only">Seniority: </span>
      {seniorityWords[seniority]}
    </Badge>
  );
}
