import { useCallback, useMemo, useState } from 'react';
import { MapBranch } from './map-branch.tsx';
import { boxHeight, layoutOf } from './map-layout.ts';
import type { MapNode } from './map-tree.ts';

export interface MapPictureProps {
  tree: MapNode;
  folded: ReadonlySet<string>;
  toggle: (id: string) => void;
}

/** The links are drawn; the nodes are a nested list, laid over them, so that the picture reads as text, too. */
export function MapPicture({ tree, folded, toggle }: MapPictureProps) {
  const [width, measure] = useWidth();
  const layout = useMemo(
    () => layoutOf(tree, { width, isFolded: ({ id }) => folded.has(id) }),
    [tree, width, folded],
  );
  return (
    <div ref={measure} className="relative" style={{ height: Math.max(layout.height, boxHeight) }}>
      <svg aria-hidden="true" width={width} height={layout.height} className="absolute inset-0 fill-none">
        {layout.links.map(({ id, path }) => (
          <path key={id} d={path} className="stroke-line-strong" strokeWidth="1.25" />
        ))}
      </svg>
      <ul aria-label={`Map of ${tree.name}`} className="absolute inset-0">
        <MapBranch node={tree} boxes={layout.boxes} folded={folded} toggle={toggle} />
      </ul>
    </div>
  );
}

const widthBeforeMeasured = 960;

function useWidth(): [number, (element: HTMLElement | null) => (() => void) | undefined] {
  const [width, setWidth] = useState(widthBeforeMeasured);
  const measure = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const read = () => setWidth(element.clientWidth || widthBeforeMeasured);
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    return () => observer.disconnect();
  }, []);
  return [width, measure];
}
