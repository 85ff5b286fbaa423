import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExportEntity, type ExportPreset, exportEntities, exportPresets } from '@blossomer/contract';
import { z } from 'zod';

/** Which columns a table has, and what each reads: data, because the tools that read them change without asking us. */
const Preset = z.strictObject({
  about: z.string().meta({ description: 'What the headers stand on, and what they cannot do.' }),
  separator: z.string().min(1).meta({ description: 'Between the texts of one list.' }),
  columns: z.record(
    z.enum(exportEntities),
    z.array(z.strictObject({ header: z.string().min(1), field: z.string().min(1) })).min(1),
  ),
});
type Preset = z.infer<typeof Preset>;

/** The table's headers, its fields, and what stands between the texts of a list. */
export function presetOf(preset: ExportPreset, entity: ExportEntity) {
  const { columns, separator } = presets[preset];
  return {
    headers: columns[entity].map(({ header }) => header),
    fields: columns[entity].map(({ field }) => field),
    separator,
  };
}

const presets = Object.fromEntries(exportPresets.map((name) => [name, read(name)])) as Record<
  ExportPreset,
  Preset
>;

function read(name: ExportPreset): Preset {
  return Preset.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'presets', `${name}.json`), 'utf8')));
}
