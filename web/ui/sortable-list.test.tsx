// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SortableList } from './sortable-list.tsx';
import { TooltipProvider } from './tooltip.tsx';
import '../testing/patience.ts';

const rowPixels = 40;
let orders: string[][];

function Parts() {
  const [ids, setIds] = useState(['opening', 'pain', 'cta']);
  return (
    <TooltipProvider>
      <SortableList
        label="Parts"
        items={ids}
        idOf={(id) => id}
        nameOf={(id) => id}
        onReorder={(next) => {
          orders.push(next);
          setIds(next);
        }}
      >
        {(id, controls) => (
          <div>
            <span data-testid="part">{id}</span>
            {controls}
          </div>
        )}
      </SortableList>
    </TooltipProvider>
  );
}

beforeEach(() => {
  orders = [];
  vi.stubGlobal('ResizeObserver', NoResize);
  // jsdom lays nothing out: rows are as high as here, one below the other.
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    const row = this.closest('li');
    const index = row ? [...(row.parentElement?.children ?? [])].indexOf(row) : 0;
    return new DOMRect(0, index * rowPixels, 200, rowPixels);
  });
  render(<Parts />);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

class NoResize {
  observe() {}
  unobserve() {}
  disconnect() {}
}

const shown = () => screen.getAllByTestId('part').map(({ textContent }) => textContent);
const button = (name: string) => screen.getByRole('button', { name });

test('the buttons move an item, keep the focus on it and say where it is', async () => {
  const user = userEvent.setup();
  await user.click(button('Move opening down'));
  expect(shown()).toEqual(['pain', 'opening', 'cta']);
  expect(document.activeElement).toBe(button('Move opening down'));
  expect(screen.getByText('opening moved to position 2 of 3')).toBeTruthy();
  await user.keyboard('{Enter}');
  expect(shown()).toEqual(['pain', 'cta', 'opening']);
  expect(document.activeElement).toBe(button('Move opening up'));
  expect(orders).toEqual([
    ['pain', 'opening', 'cta'],
    ['pain', 'cta', 'opening'],
  ]);
});

test('at the ends there is no further', () => {
  expect(button('Move opening up')).toHaveProperty('disabled', true);
  expect(button('Move cta down')).toHaveProperty('disabled', true);
  expect(button('Move pain up')).toHaveProperty('disabled', false);
});

test('Space picks up, arrows move, Space puts down, each announced', async () => {
  const user = userEvent.setup();
  button('Drag opening').focus();
  await user.keyboard(' ');
  await screen.findByText('opening is picked up, at position 1 of 3');
  await user.keyboard('{ArrowDown}');
  await screen.findByText('opening is at position 2 of 3');
  await user.keyboard(' ');
  await waitFor(() => expect(shown()).toEqual(['pain', 'opening', 'cta']));
  expect(screen.getByText('opening was put down at position 2 of 3')).toBeTruthy();
});

test('Escape leaves it where it was', async () => {
  const user = userEvent.setup();
  button('Drag opening').focus();
  await user.keyboard(' ');
  await screen.findByText('opening is picked up, at position 1 of 3');
  await user.keyboard('{ArrowDown}{Escape}');
  await screen.findByText('opening stays where it was');
  expect([shown(), orders]).toEqual([['opening', 'pain', 'cta'], []]);
});
