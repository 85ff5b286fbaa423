import { priorities } from '@blossomer/contract';
import { arc, pie } from 'd3-shape';
import { classNames } from '../../ui/class-names.ts';

interface Slice {
  name: string;
  count: number;
  fill: string;
  swatch: string;
}

const slices: readonly Omit<Slice, 'count'>[] = [
  { name: 'High', fill: 'fill-primary', swatch: 'bg-primary' },
  { name: 'Medium', fill: 'fill-ink-faint', swatch: 'bg-ink-faint' },
  { name: 'Low', fill: 'fill-line-strong', swatch: 'bg-line-strong' },
  { name: 'Not set', fill: 'fill-pressed', swatch: 'bg-pressed' },
];

const size = 56;
const ring = arc<{ startAngle: number; endAngle: number }>()
  .innerRadius(17)
  .outerRadius(size / 2)
  .cornerRadius(2)
  .padAngle(0.04);

/** How many signals there are of each priority: a ring for the eye, and the same in words. */
export function PriorityPicture({
  signals,
  className,
}: {
  signals: readonly { priority?: string | undefined }[];
  className?: string;
}) {
  const counted = slices
    .map((slice): Slice => ({ ...slice, count: signals.filter((one) => nameOf(one) === slice.name).length }))
    .filter(({ count }) => count > 0);
  const words = counted
    .map(({ name, count }) => `${count} ${name === 'Not set' ? 'not set' : name}`)
    .join(', ');
  const total = signals.length === 1 ? '1 signal' : `${signals.length} signals`;
  return (
    <figure className={classNames('flex items-center gap-4', className)}>
      <svg
        role="img"
        aria-label={`${total} by priority: ${words}`}
        viewBox={`${-size / 2} ${-size / 2} ${size} ${size}`}
        className="size-14 shrink-0"
      >
        {pie<Slice>()
          .sort(null)
          .value(({ count }) => count)(counted)
          .map((angles) => (
            <path key={angles.data.name} d={ring(angles) ?? ''} className={angles.data.fill} />
          ))}
        <text textAnchor="middle" dy="0.36em" className="fill-ink font-semibold text-lg">
          {signals.length}
        </text>
      </svg>
      <figcaption aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {counted.map(({ name, count, swatch }) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <span className={classNames('size-2.5 rounded-sm', swatch)} />
            {name}
            <span className="text-ink-muted" data-numbers>
              {count}
            </span>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function nameOf({ priority }: { priority?: string | undefined }): string {
  return priorities.find((one) => one === priority) ?? 'Not set';
}
