import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id } from './text.ts';

/** The way back: everything that is a person's, in a form that they can take somewhere else. */
export const exportFormats = ['localStorage', 'json', 'csv'] as const;
export const ExportFormat = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const exportEntities = ['accounts', 'personas', 'campaigns'] as const;
export const ExportEntity = z.enum(exportEntities);
export type ExportEntity = z.infer<typeof ExportEntity>;

export const exportPresets = ['generic', 'clay', 'apollo', 'hubspot'] as const;
export const ExportPreset = z.enum(exportPresets);
export type ExportPreset = z.infer<typeof ExportPreset>;

export const ExportQuery = z
  .strictObject({
    format: ExportFormat.meta({
      description:
        '`localStorage`: one company in the shape of the last browser-only build, which imports again to the same documents. `json`: everything. `csv`: a table of one kind.',
    }),
    companyId: Id.optional().meta({
      description:
        'With `localStorage` the company, needed when there are several; with `csv` only its rows.',
    }),
    entity: ExportEntity.optional().meta({ description: 'With `csv`: rows of what.' }),
    preset: ExportPreset.optional().meta({ description: 'With `csv`: which columns; `generic` has all.' }),
  })
  .superRefine(({ format, companyId, entity, preset }, context) => {
    const fault = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (format === 'json' && companyId !== undefined)
      fault('companyId', 'does not go with format=json, which is everything');
    if (format === 'csv' && entity === undefined) fault('entity', 'is needed with format=csv');
    if (format !== 'csv' && entity !== undefined) fault('entity', 'goes with format=csv only');
    if (format !== 'csv' && preset !== undefined) fault('preset', 'goes with format=csv only');
  });

export const exports = {
  whole: endpoint({
    id: 'me.export',
    method: 'GET',
    path: '/api/me/export',
    summary: 'Take your work with you; counts as an import, because it reads as much',
    query: ExportQuery,
    limit: 'import',
    answer: z.string().meta({
      description: 'A file, streamed. An answer that ends without its last chunk is not whole: ask again.',
    }),
    answerTypes: ['application/json', 'text/csv'],
    problems: ['not-found'],
  }),
};
