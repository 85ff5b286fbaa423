import { curveBumpX, curveStepBefore, link } from 'd3-shape';
import type { MapNode } from './map-tree.ts';

/**
 * Where each node stands. Wide: a column for each kind, a parent beside its first child. Narrow: one under the other,
 * indented. Pure, and linear in what is shown.
 */
export interface MapLayout {
  boxes: ReadonlyMap<string, Box>;
  links: { id: string; path: string }[];
  height: number;
}

export interface Box {
  left: number;
  top: number;
  width: number;
}

export interface LayoutOptions {
  /** In pixels. */
  width: number;
  isFolded: (node: MapNode) => boolean;
}

export const boxHeight = 48;
const rowGap = 8;
const columnGap = 44;
const indent = 20;
const columns = 4;
/** Below this, columns would be too narrow to read. */
const wideFrom = 760;

export function layoutOf(root: MapNode, { width, isFolded }: LayoutOptions): MapLayout {
  const boxes = new Map<string, Box>();
  const links: MapLayout['links'] = [];
  const isWide = width >= wideFrom;
  const column = Math.floor((width - columnGap * (columns - 1)) / columns);
  let top = 0;

  function place(node: MapNode, depth: number, parent: Box | null): void {
    const left = depth * (isWide ? column + columnGap : indent);
    const box = { left, top, width: isWide ? column : width - left };
    boxes.set(node.id, box);
    if (parent !== null) links.push({ id: node.id, path: isWide ? across(parent, box) : below(parent, box) });
    const children = isFolded(node) ? [] : node.children;
    if (!isWide || children.length === 0) top += boxHeight + rowGap;
    for (const child of children) place(child, depth + 1, box);
  }

  place(root, 0, null);
  return { boxes, links, height: top - rowGap };
}

type Point = [number, number];
const bump = link<{ source: Point; target: Point }, Point>(curveBumpX);
const step = link<{ source: Point; target: Point }, Point>(curveStepBefore);

function across(parent: Box, child: Box): string {
  const source: Point = [parent.left + parent.width, parent.top + boxHeight / 2];
  return bump({ source, target: [child.left, child.top + boxHeight / 2] }) ?? '';
}

function below(parent: Box, child: Box): string {
  const source: Point = [parent.left + indent / 2, parent.top + boxHeight];
  return step({ source, target: [child.left, child.top + boxHeight / 2] }) ?? '';
}
