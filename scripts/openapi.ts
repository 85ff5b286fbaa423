/** Writes the OpenAPI document to the file named, for tools that read files. */
import { writeFileSync } from 'node:fs';
import { openApiDocument } from '@blossomer/contract/openapi';
import { version } from '@blossomer/server/version';

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: openapi.ts FILE');
writeFileSync(path, `${JSON.stringify(openApiDocument(version), null, 2)}\n`);
