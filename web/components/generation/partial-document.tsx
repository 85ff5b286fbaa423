import type { EntityKind } from '@blossomer/contract';
import { valueAt } from '@blossomer/json';
import { Badge } from '../../ui/badge.tsx';
import { Card, CardBody, CardHeader } from '../../ui/card.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Skeleton } from '../../ui/states.tsx';
import { linesOf } from '../text-diff.ts';
import { type OutlineLine, type OutlineSection, outlines } from './outline.ts';

interface PartialDocumentProps {
  kind: EntityKind;
  partial: Readonly<Record<string, unknown>>;
  /** false: what is not there will not come, and is not drawn. */
  isComing: boolean;
}

/** A document while it is written: what is complete, and the shape of what is still to come. Nothing of it can be edited yet. */
export function PartialDocument({ kind, partial, isComing }: PartialDocumentProps) {
  const sections = outlines[kind].filter(
    ({ lines }) => isComing || lines.some(({ pointer }) => isThere(valueAt(partial, pointer))),
  );
  if (sections.length === 0) return null;
  return (
    <div className="grid grid-cols-1 items-start gap-4 md:grid-cols-2">
      {sections.map((section) => (
        <Section key={section.title} section={section} partial={partial} isComing={isComing} />
      ))}
    </div>
  );
}

function Section({
  section,
  partial,
  isComing,
}: { section: OutlineSection } & Omit<PartialDocumentProps, 'kind'>) {
  const { title, lines, wide = false } = section;
  return (
    <Card className={wide ? 'md:col-span-2' : undefined}>
      <CardHeader title={title} />
      <CardBody className="grid grid-cols-1 gap-3">
        {lines.map((line) => {
          const value = valueAt(partial, line.pointer);
          if (!isThere(value)) return isComing ? <Coming key={line.pointer} line={line} /> : null;
          return (
            <div key={line.pointer} className="min-w-0 animate-appear">
              {line.label ? <p className="font-medium text-sm">{line.label}</p> : null}
              <Value value={value} as={line.as ?? 'text'} />
            </div>
          );
        })}
      </CardBody>
    </Card>
  );
}

function isThere(value: unknown): boolean {
  return linesOf(value).length > 0;
}

function Coming({ line: { label, as } }: { line: OutlineLine }) {
  return (
    <div>
      {label ? <p className="mb-1 font-medium text-ink-muted text-sm">{label}</p> : null}
      <Skeleton className={as === 'tags' ? 'w-1/3' : 'w-11/12'} />
      {as === 'tags' || label ? null : <Skeleton className="mt-2 w-3/5" />}
    </div>
  );
}

function Value({ value, as }: { value: unknown; as: NonNullable<OutlineLine['as']> }) {
  if (as === 'tags') {
    return (
      <p className="flex flex-wrap gap-1">
        {linesOf(value).map((tag, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they only grow, in order.
          <Badge key={index} className="whitespace-normal">
            {tag}
          </Badge>
        ))}
      </p>
    );
  }
  if (as === 'text' || !Array.isArray(value)) {
    return <p className="whitespace-pre-wrap">{linesOf(value).join('\n')}</p>;
  }
  return (
    <ul
      className={classNames(
        'grid grid-cols-1',
        as === 'list' ? 'list-disc gap-1 pl-4 marker:text-ink-faint' : 'gap-3',
      )}
    >
      {value.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        <li key={index} className="animate-appear">
          {as === 'items' ? <Item item={item} /> : linesOf(item).join(' ')}
        </li>
      ))}
    </ul>
  );
}

/** A buying signal, a use case, a part of an e-mail. */
function Item({ item }: { item: unknown }) {
  const { title, useCase, label, priority, ...rest } = Object(item) as Record<string, unknown>;
  const { description, text, painPoints } = rest;
  const name = [title, useCase, label].find(isThere);
  const words = [description, text, painPoints].find(isThere);
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 font-medium">
        {linesOf(name).join(' ')}
        {typeof priority === 'string' ? <Badge tone="outline">{priority}</Badge> : null}
      </p>
      <p className="whitespace-pre-wrap text-ink-muted">{linesOf(words).join('\n')}</p>
    </>
  );
}
