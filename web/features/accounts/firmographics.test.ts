import { expect, test } from 'vitest';
import { firmographicsText, otherFirmographics } from './firmographics.ts';

test('firmographics are copied one line a field, as they were typed, without what is empty', () => {
  const text = firmographicsText({
    keywords: ['aws', 'k8s'],
    industry: ['Software, B2B', 'Fintech'],
    employees: '> 80',
    revenue: ' ',
    geography: [],
  });
  expect(text).toBe('Industry: Software, B2B, Fintech\nEmployees: > 80\nKeywords: aws, k8s');
  expect(firmographicsText(undefined)).toBe('');
});

test('what an import kept beside the known fields is told apart', () => {
  expect(otherFirmographics({ industry: ['Software'], employee_count: 12 })).toEqual([
    ['employee_count', 12],
  ]);
});
