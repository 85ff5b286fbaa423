import { imports, type LeafClass } from '@blossomer/contract';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ClassCounts } from '../../components/imports/class-counts.tsx';
import { ReceiptLeaves } from '../../components/imports/receipt-leaves.tsx';
import { usePerson } from '../../person.ts';
import { Skeleton } from '../../ui/states.tsx';
import { ReplacedTexts } from './replaced-texts.tsx';

/** What became of every value: by class, and one by one; and what gave way to it. */
export function ImportValues({ importId }: { importId: string }) {
  const { person, api } = usePerson();
  const [leafClass, setLeafClass] = useState<LeafClass | null>(null);
  const list = useRef<HTMLHeadingElement>(null);
  const { data } = useQuery({
    queryKey: [person.id, 'imports', importId],
    queryFn: async ({ signal }) => (await api(imports.view, { params: { id: importId }, signal })).body,
  });
  if (data === undefined) return <Skeleton className="h-40" />;
  return (
    <>
      <ReplacedTexts replaced={data.replaced} />
      <section aria-labelledby="values" className="flex flex-col gap-4">
        <h2 id="values" className="font-semibold text-lg">
          Every single value
        </h2>
        <ClassCounts
          totals={data.totals}
          onOpen={(chosen) => {
            setLeafClass(chosen);
            list.current?.focus();
            list.current?.scrollIntoView({ block: 'start' });
          }}
        />
        <h3 ref={list} tabIndex={-1} className="font-semibold">
          One by one
        </h3>
        <ReceiptLeaves
          importId={importId}
          leafClass={leafClass}
          onLeafClass={setLeafClass}
          counts={data.totals.classes}
        />
      </section>
    </>
  );
}
