import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** The key server of a Stack Auth project on loopback, and tokens as it would sign them. */
export interface Issuer {
  api: string;
  projectId: string;
  issuer: string;
  tokenFor(userId: string): Promise<string>;
  stop(): Promise<void>;
}

const projectId = '7f1c6a50-3c7e-4b55-9a0e-6d2f0f1f7b22';

export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256' }] });
  const server = createServer((_request, response) => response.writeHead(200).end(keys));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `${api}/api/v1/projects/${projectId}`;
  const claims = {
    iss: issuer,
    aud: projectId,
    project_id: projectId,
    branch_id: 'main',
    role: 'authenticated',
    name: null,
    email_verified: true,
    is_anonymous: false,
    is_restricted: false,
    selected_team_id: null,
  };
  return {
    api,
    projectId,
    issuer,
    tokenFor: (userId) =>
      new SignJWT({ ...claims, sub: userId, email: `${Number(userId.slice(-9))}@example.test` })
        .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
        .setIssuedAt()
        .setExpirationTime('12h')
        .sign(privateKey),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
