// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { Field } from './field.tsx';
import { TagInput } from './tag-input.tsx';
import '../testing/patience.ts';

afterEach(cleanup);
let tags: string[];

function Industry({ suggestions = [] }: { suggestions?: string[] }) {
  const [value, setValue] = useState(['Software']);
  tags = value;
  return (
    <>
      <Field
        label="Industry"
        hint="Enter adds one."
        error={value.length > 3 ? 'Three are enough.' : undefined}
      >
        <TagInput value={value} onChange={setValue} suggestions={suggestions} />
      </Field>
      <button type="button">Next</button>
    </>
  );
}

function start(suggestions?: string[]) {
  render(<Industry {...(suggestions ? { suggestions } : {})} />);
  return { user: userEvent.setup(), input: screen.getByLabelText('Industry') };
}

test('Enter and comma add what was typed, trimmed', async () => {
  const { user, input } = start();
  await user.type(input, '  Fintech {Enter}Health,');
  expect(tags).toEqual(['Software', 'Fintech', 'Health']);
  expect(input).toHaveProperty('value', '');
});

test('nothing is added twice, and nothing empty', async () => {
  const { user, input } = start();
  await user.type(input, 'Software{Enter},{Enter}   {Enter}');
  expect(tags).toEqual(['Software']);
});

test('Backspace removes the last tag only when nothing is typed', async () => {
  const { user, input } = start();
  await user.type(input, 'Fintech{Enter}ab{Backspace}{Backspace}');
  expect(tags).toEqual(['Software', 'Fintech']);
  await user.keyboard('{Backspace}');
  expect(tags).toEqual(['Software']);
});

test('paste splits at commas, semicolons, tabs and line ends; a single word stays text', async () => {
  const { user, input } = start();
  await user.click(input);
  await user.paste('Fintech, Health;Logistics\n\tRetail\r\n');
  expect(tags).toEqual(['Software', 'Fintech', 'Health', 'Logistics', 'Retail']);
  await user.paste('Insur');
  expect(input).toHaveProperty('value', 'Insur');
});

test('leaving the field keeps what was typed', async () => {
  const { user, input } = start();
  await user.type(input, 'Fintech');
  await user.tab();
  await user.click(screen.getByText('Next'));
  expect(tags).toEqual(['Software', 'Fintech']);
});

test('a tag is removed by its own button, which says what it removes; the focus returns to the input', async () => {
  const { user, input } = start();
  await user.type(input, 'Fintech{Enter}');
  await user.click(screen.getByRole('button', { name: 'Remove Software' }));
  expect(tags).toEqual(['Fintech']);
  expect(document.activeElement).toBe(input);
  expect(screen.getByText('Removed Software')).toBeTruthy();
});

test('arrows choose among the suggestions, and Escape closes them without losing what was typed', async () => {
  const { user, input } = start(['Fintech', 'Finance', 'Health']);
  await user.type(input, 'fin');
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['Fintech', 'Finance']);
  await user.keyboard('{ArrowDown}{ArrowDown}');
  const active = document.getElementById(input.getAttribute('aria-activedescendant') ?? '');
  expect(active?.textContent).toBe('Finance');
  await user.keyboard('{Escape}');
  expect([screen.queryAllByRole('option').length, input]).toEqual([
    0,
    expect.objectContaining({ value: 'fin' }),
  ]);
  await user.type(input, '{Backspace}{ArrowDown}{Enter}');
  expect(tags).toEqual(['Software', 'Fintech']);
});

test('hint and error describe the input', async () => {
  const { user, input } = start();
  expect(describes(input)).toEqual(['Enter adds one.']);
  await user.type(input, 'a,b,c,');
  expect(describes(input)).toEqual(['Three are enough.', 'Enter adds one.']);
  expect(input.getAttribute('aria-invalid')).toBe('true');
});

function describes(input: HTMLElement): (string | null | undefined)[] {
  const ids = (input.getAttribute('aria-describedby') ?? '').split(' ');
  return ids.map((id) => document.getElementById(id)?.textContent);
}
