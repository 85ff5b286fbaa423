import type { ImportedDocument, ImportReport } from '@blossomer/contract';
import { ClassCounts } from './class-counts.tsx';
import { DocumentTree } from './document-tree.tsx';
import { FindingList } from './finding-list.tsx';
import { ResultCounts, ResultLegend, withCounted } from './result-counts.tsx';

export interface ImportPreviewProps {
  /** Of a dry run; null when there is only the playground. */
  report: ImportReport | null;
  /** Of the playground, which no report speaks of. */
  playground?: readonly ImportedDocument[];
}

/** Exactly what an import would do, before anything is written. */
export function ImportPreview({ report, playground = [] }: ImportPreviewProps) {
  const documents = [...(report?.documents ?? []), ...playground];
  const findings = report?.findings ?? [];
  return (
    <div className="flex flex-col gap-6">
      <section aria-labelledby="preview-documents" className="flex flex-col gap-3">
        <h2 id="preview-documents" className="font-semibold text-lg">
          What comes in
        </h2>
        <ResultCounts entities={withCounted(report?.entities, playground)} />
        {documents.length > 0 ? (
          <>
            <ResultLegend documents={documents} />
            <DocumentTree documents={documents} />
          </>
        ) : null}
      </section>
      {report === null ? null : (
        <>
          <section aria-labelledby="preview-findings" className="flex flex-col gap-3">
            <h2 id="preview-findings" className="font-semibold text-lg">
              What was noticed
            </h2>
            <FindingList findings={findings} />
          </section>
          <section aria-labelledby="preview-values" className="flex flex-col gap-3">
            <h2 id="preview-values" className="font-semibold text-lg">
              Every single value
            </h2>
            <ClassCounts totals={report.totals} />
          </section>
        </>
      )}
    </div>
  );
}
