import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Person, PersonPatch } from './people.ts';
import { type Issuer, parse, requireCaller, requireProject } from './requests.ts';
import { removePerson } from './store.ts';

// Strict, as the vendor is: a field that it would store and we would drop must not look stored.
const UserPatch = z.strictObject({
  display_name: z.string().max(256).nullable().optional(),
  profile_image_url: z.url().nullable().optional(),
  client_metadata: z.json().optional(),
  // There are no teams here, so none can be selected.
  selected_team_id: z.null().optional(),
});

/** The project, the person who is signed in, and the lists that are empty without teams. */
export function userRoutes(scope: FastifyInstance, issuer: Issuer): void {
  const { devAuth } = issuer;
  scope.addHook('preHandler', async (request) => requireProject(request, devAuth.projectId));
  scope.get('/projects/current', () => Promise.resolve(projectBody(devAuth.projectId)));
  scope.get('/users/me', async (request) => userBody((await requireCaller(issuer, request)).person));
  scope.patch('/users/me', async (request) => {
    const { person } = await requireCaller(issuer, request);
    const patch = parse(UserPatch, request.body);
    return userBody(await devAuth.people.update(person, personPatch(patch)));
  });
  scope.delete('/users/me', async (request) => {
    const { person } = await requireCaller(issuer, request);
    await removePerson(devAuth, person);
    return { success: true };
  });
  for (const list of ['/teams', '/team-permissions', '/project-permissions']) {
    scope.get(list, async (request) => {
      await requireCaller(issuer, request);
      return { items: [], is_paginated: false };
    });
  }
}

function personPatch(patch: z.infer<typeof UserPatch>): PersonPatch {
  return {
    ...(patch.display_name !== undefined && { displayName: patch.display_name }),
    ...(patch.profile_image_url !== undefined && { profileImageUrl: patch.profile_image_url }),
    ...(patch.client_metadata !== undefined && { clientMetadata: patch.client_metadata }),
  };
}

function userBody(person: Person) {
  return {
    id: person.id,
    primary_email: person.email,
    primary_email_verified: person.emailVerified,
    display_name: person.displayName,
    client_metadata: person.clientMetadata,
    client_read_only_metadata: null,
    profile_image_url: person.profileImageUrl,
    signed_up_at_millis: person.signedUpAtMillis,
    has_password: person.passwordHash !== null,
    auth_with_email: true,
    oauth_providers: [],
    selected_team_id: null,
    selected_team: null,
    requires_totp_mfa: false,
    otp_auth_enabled: true,
    passkey_auth_enabled: false,
    is_anonymous: false,
    is_restricted: false,
    restricted_reason: null,
    restricted_by_admin: false,
    restricted_by_admin_reason: null,
  };
}

function projectBody(projectId: string) {
  return {
    id: projectId,
    display_name: 'Development sign-in',
    config: {
      sign_up_enabled: true,
      credential_enabled: true,
      magic_link_enabled: true,
      passkey_enabled: false,
      client_team_creation_enabled: false,
      client_user_deletion_enabled: true,
      allow_localhost: true,
      allow_user_api_keys: false,
      allow_team_api_keys: false,
      enabled_oauth_providers: [],
      domains: [],
    },
  };
}
