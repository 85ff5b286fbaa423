import { Link } from '@tanstack/react-router';
import { Map as MapIcon } from 'lucide-react';
import { useState } from 'react';
import { Failed } from '../../components/failed.tsx';
import { NotFoundPage } from '../../components/not-found-page.tsx';
import { Page } from '../../components/page.tsx';
import { usePlace, useScreenParam } from '../../place.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, Loading, Skeleton } from '../../ui/states.tsx';
import { MapPicture } from './map-picture.tsx';
import { MapSummary } from './map-summary.tsx';
import { everyNode, incomplete, type MapNode } from './map-tree.ts';
import { useMap } from './use-map.ts';

export function MapPage() {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const { tree, isLoading, isMissing, error, refresh } = useMap(companyId);
  if (isMissing) return <NotFoundPage />;
  return (
    <Page
      title="Map"
      description="The company with its accounts, personas and e-mails, and what each of them still lacks."
    >
      {error === null ? null : <Failed error={error} retry={refresh} className="mb-4" />}
      {isLoading && error === null ? <MapSkeleton /> : null}
      {tree === null || isLoading ? null : tree.children.length === 0 ? (
        <EmptyState
          icon={<MapIcon />}
          title="Nothing to draw yet"
          actions={
            <Button asChild variant="primary">
              <Link to={paths.accounts(companyId)}>Go to the accounts</Link>
            </Button>
          }
        >
          {tree.name} has no accounts. Begin with the kind of company that you would most like to win.
        </EmptyState>
      ) : (
        <WholeMap key={companyId} tree={tree} />
      )}
    </Page>
  );
}

/** Up to so many nodes everything is open at first, and all of it may be opened at once. */
const openAtFirstMax = 60;
const openAtOnceMax = 400;
const accountsAtFirst = 40;

function WholeMap({ tree }: { tree: MapNode }) {
  const [onlyIncomplete, setOnlyIncomplete] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const isLarge = everyNode(tree).length > openAtFirstMax;
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [startsFolded, setStartsFolded] = useState(isLarge);
  const wanted = onlyIncomplete ? (incomplete(tree) ?? { ...tree, children: [] }) : tree;
  const accounts = showsAll ? wanted.children : wanted.children.slice(0, accountsAtFirst);
  const folded = new Set(accounts.filter(({ id }) => startsFolded !== turned.has(id)).map(({ id }) => id));
  for (const { kind, id } of accounts.flatMap(everyNode))
    if (kind === 'persona' && turned.has(id)) folded.add(id);
  const foldAll = (isFolded: boolean) => {
    setTurned(new Set());
    setStartsFolded(isFolded);
  };
  const toggle = (id: string) => {
    const next = new Set(turned);
    if (!next.delete(id)) next.add(id);
    setTurned(next);
  };
  const hidden = wanted.children.length - accounts.length;
  return (
    <>
      <MapSummary
        tree={tree}
        onlyIncomplete={onlyIncomplete}
        setOnlyIncomplete={setOnlyIncomplete}
        foldAll={foldAll}
        mayOpenAll={everyNode({ ...wanted, children: accounts }).length <= openAtOnceMax}
      />
      <MapPicture tree={{ ...wanted, children: accounts }} folded={folded} toggle={toggle} />
      {hidden > 0 ? (
        <Button className="mt-4" onClick={() => setShowsAll(true)}>
          Show {hidden.toLocaleString('en')} more accounts
        </Button>
      ) : null}
    </>
  );
}

function MapSkeleton() {
  return (
    <Loading label="Loading the map" className="grid gap-3 sm:grid-cols-4">
      {['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].map((box) => (
        <Skeleton key={box} className="h-11" />
      ))}
    </Loading>
  );
}
