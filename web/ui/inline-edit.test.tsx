// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InlineEdit, type InlineEditProps } from './inline-edit.tsx';
import '../testing/patience.ts';

let saved: string[];
beforeEach(() => {
  saved = [];
});
afterEach(cleanup);

const text = (props: Partial<InlineEditProps> = {}) => (
  <InlineEdit label="Name" value="Ann" onSave={(value) => saved.push(value)} {...props} />
);

async function edit(props: Partial<InlineEditProps> = {}) {
  const view = render(text(props));
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /Edit Name/ }));
  return { ...view, user, editor: screen.getByRole('textbox', { name: 'Name' }) };
}

test('Enter on the text opens the editor with the cursor at its end, and Enter saves once', async () => {
  render(text());
  const user = userEvent.setup();
  await user.tab();
  await user.keyboard('{Enter}');
  await user.keyboard('a B.{Enter}');
  expect(saved).toEqual(['Anna B.']);
  expect(document.activeElement).toBe(screen.getByRole('button', { name: /Edit Name/ }));
});

test('Escape reverts and saves nothing', async () => {
  const { user } = await edit();
  await user.keyboard(' Example{Escape}');
  expect([saved, screen.getByRole('button').textContent]).toEqual([[], 'Edit Name: Ann']);
});

test('leaving the field saves', async () => {
  const { user } = await edit();
  await user.keyboard('a');
  await user.tab();
  expect(saved).toEqual(['Anna']);
});

test('an editor that is taken away has saved what was typed', async () => {
  const { user, unmount } = await edit();
  await user.keyboard('a');
  unmount();
  expect(saved).toEqual(['Anna']);
});

test('a page that goes away has saved what was typed, and saves what comes after when it is shown again', async () => {
  const { user } = await edit();
  await user.keyboard('a');
  window.dispatchEvent(new Event('pagehide'));
  expect(saved).toEqual(['Anna']);
  await user.keyboard('!{Enter}');
  expect(saved).toEqual(['Anna', 'Anna!']);
});

test('an edit that changes nothing saves nothing', async () => {
  const { user } = await edit();
  await user.keyboard('{Enter}');
  expect(saved).toEqual([]);
});

test('a value from outside neither replaces what is typed nor is overwritten by an editor nobody typed in', async () => {
  const { user, rerender, editor } = await edit();
  rerender(text({ value: 'Ben' }));
  expect(editor).toHaveProperty('value', 'Ann');
  await user.tab();
  expect([saved, screen.getByRole('button').textContent]).toEqual([[], 'Edit Name: Ben']);
});

test('a text that is wrong stays in the editor with its reason and is not saved', async () => {
  const { user, editor } = await edit({ check: (value) => (value === '' ? 'A name is needed.' : undefined) });
  await user.clear(editor);
  await user.keyboard('{Enter}');
  expect([saved, screen.getByRole('alert').textContent]).toEqual([[], 'A name is needed.']);
  expect(editor.getAttribute('aria-invalid')).toBe('true');
  await user.keyboard('Cy{Enter}');
  expect(saved).toEqual(['Cy']);
});

test('with several lines Enter breaks the line and Ctrl with Enter saves', async () => {
  const { user } = await edit({ multiline: true });
  await user.keyboard('{Enter}b{Control>}{Enter}{/Control}');
  expect(saved).toEqual(['Ann\nb']);
});

test('Enter that ends a composition does not save', async () => {
  const { editor } = await edit();
  editor.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
  expect([saved, screen.queryByRole('textbox')]).toEqual([[], editor]);
});
