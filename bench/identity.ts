import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { campaignsEach, firstNumber, personId } from './people.ts';

/** A key server as Stack Auth has one, and a file with a token for each of some people. */
export interface BenchIdentity {
  api: string;
  project: string;
  issuer: string;
  writePeople(file: string, people: number): Promise<void>;
  stop(): void;
}

/** More would not fit the server's cache of verified tokens in a short round; each is verified once. */
const tokensMax = 1000;

export async function startIdentity(): Promise<BenchIdentity> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const set = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256' }] });
  const server = createServer((_request, response) => response.end(set));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const project = randomUUID();
  const issuer = `${api}/api/v1/projects/${project}`;
  const tokenOf = (person: string) =>
    new SignJWT({
      project_id: project,
      branch_id: 'main',
      role: 'authenticated',
      email: 'bench@example.test',
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
      .setSubject(person)
      .setIssuer(issuer)
      .setAudience(project)
      .setIssuedAt()
      .setExpirationTime('3h')
      .sign(privateKey);
  return {
    ...{ api, project, issuer },
    async writePeople(file, people) {
      const step = Math.max(1, Math.floor(people / tokensMax));
      const chosen = Array.from({ length: Math.min(people, tokensMax) }, (_, index) => index * step);
      const lines = await Promise.all(
        chosen.map(
          async (index) => `${await tokenOf(personId(index))} ${firstNumber + index * campaignsEach}`,
        ),
      );
      writeFileSync(file, `${lines.join('\n')}\n`);
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
