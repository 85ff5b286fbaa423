import { priorities, priorityRank } from '@blossomer/contract';
import { Badge } from '../ui/badge.tsx';

/** The priority of the strongest signal; nothing where none has one. */
export function PriorityBadge({ signals }: { signals: Parameters<typeof priorityRank>[0] }) {
  const priority = priorities[priorityRank(signals) - 1];
  if (priority === undefined) return null;
  return (
    <Badge tone={priority === 'High' ? 'warning' : priority === 'Medium' ? 'outline' : 'neutral'}>
      <span className="sr-only">Priority: </span>
      {priority}
    </Badge>
  );
}
