import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronRight, TriangleAlert } from 'lucide-react';
import { counted, kindWords } from '../../components/kind-words.ts';
import type { PlacePaths } from '../../paths.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { Dot } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { type Box, boxHeight } from './map-layout.ts';
import { everyNode, type MapNode } from './map-tree.ts';

export interface MapBranchProps {
  node: MapNode;
  boxes: ReadonlyMap<string, Box>;
  folded: ReadonlySet<string>;
  toggle: (id: string) => void;
}

export function MapBranch(props: MapBranchProps) {
  const { node, boxes, folded } = props;
  const box = boxes.get(node.id);
  const isFolded = folded.has(node.id);
  if (box === undefined) return null;
  return (
    <li>
      <MapBox {...props} box={box} />
      {node.children.length > 0 && !isFolded ? (
        <ul>
          {node.children.map((child) => (
            <MapBranch key={child.id} {...props} node={child} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function MapBox({ node, box, folded, toggle }: MapBranchProps & { box: Box }) {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const { kind, id, name, missing, children } = node;
  const isFolded = folded.has(id);
  const below = isFolded ? belowOf(node) : '';
  const second = [...missing, ...(below ? [below] : [])].join(', ');
  return (
    <div
      className="absolute flex items-stretch rounded-md border border-line bg-surface shadow-card hover:border-line-strong"
      style={{ left: box.left, top: box.top, width: box.width, height: boxHeight }}
    >
      <Link
        to={addressOf(paths, companyId, node)}
        title={name}
        className="flex min-w-0 flex-1 flex-col justify-center rounded-md px-2.5"
      >
        <span className="flex items-center gap-2">
          <Dot tone={kindWords[kind].tone} />
          <span
            className={classNames(
              'relative min-w-0 font-medium text-sm leading-4.5',
              second === '' ? 'line-clamp-2' : 'truncate',
            )}
          >
            {name}
            <span className="sr-only">{`, ${kindWords[kind].one}`}</span>
          </span>
        </span>
        {second === '' ? null : (
          <span
            className={
              missing.length > 0
                ? 'flex items-center gap-1 text-warning text-xs'
                : 'flex items-center gap-1 text-ink-muted text-xs'
            }
          >
            {missing.length > 0 ? <TriangleAlert aria-hidden="true" className="size-3 shrink-0" /> : null}
            <span className="truncate">{second}</span>
          </span>
        )}
      </Link>
      {kind !== 'company' && children.length > 0 ? (
        <button
          type="button"
          aria-expanded={!isFolded}
          aria-label={`What is below ${name}`}
          onClick={() => toggle(id)}
          className="grid w-8 shrink-0 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink [&_svg]:size-4"
        >
          {isFolded ? <ChevronRight aria-hidden="true" /> : <ChevronDown aria-hidden="true" />}
        </button>
      ) : null}
    </div>
  );
}

/** What a folded node hides, and how much of it is incomplete. */
function belowOf(node: MapNode): string {
  const [, ...hidden] = everyNode(node);
  const count = (kind: MapNode['kind']) => hidden.filter((one) => one.kind === kind).length;
  const open = hidden.filter(({ missing }) => missing.length > 0).length;
  const kinds = (['persona', 'campaign'] as const)
    .filter((kind) => count(kind) > 0)
    .map((kind) => counted(count(kind), kindWords[kind]));
  return [...kinds, ...(open > 0 ? [`${open} incomplete`] : [])].join(', ');
}

function addressOf(paths: PlacePaths, companyId: string, { kind, id }: MapNode): string {
  if (kind === 'company') return paths.company(companyId);
  if (kind === 'account') return paths.account(companyId, id);
  return kind === 'persona' ? paths.persona(companyId, id) : paths.campaign(companyId, id);
}
