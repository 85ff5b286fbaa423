import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emlOf, fileNameOf, htmlOf, textFileOf } from './outgoing.ts';

test('text in HTML is text', () => {
  expect(htmlOf('Hi <b>Ann</b> & "co",\nsecond line\n\n\nIt\'s <img src=x onerror=alert(1)>')).toBe(
    '<p>Hi &lt;b&gt;Ann&lt;/b&gt; &amp; &quot;co&quot;,<br>second line</p>\n<p>It&#39;s &lt;img src=x onerror=alert(1)&gt;</p>',
  );
});

test('a file of text begins with the subject', () => {
  expect(textFileOf({ subject: 'A bill', text: 'Hi' })).toBe('Subject: A bill\n\nHi\n');
  expect(textFileOf({ subject: '', text: 'Hi' })).toBe('Hi\n');
});

test('a subject cannot begin another header', () => {
  const [head] = emlOf({ subject: 'Hi\r\nBcc: everybody@example.com', text: '' }).split('\r\n\r\n');
  expect(head).toContain('Subject: Hi Bcc: everybody@example.com');
  expect(head).not.toMatch(/^Bcc/m);
});

test('every subject and text comes out of the file as it went in, in lines that mail servers take', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (typed, text) => {
      const subject = typed.replace(/[\p{Cc}\s]+/gu, ' ').trim();
      const file = emlOf({ subject, text });
      expect(file.split('\r\n').every((line) => line.length <= 78 && !/[\r\n]/.test(line))).toBe(true);
      const [head = '', body = ''] = file.split('\r\n\r\n');
      const header = /^Subject: ([\s\S]*?)\r\nMIME/m.exec(head)?.[1] ?? '';
      const words = [...header.matchAll(/=\?utf-8\?B\?(.*?)\?=/g)].map(([, word]) => word ?? '');
      expect(words.length === 0 ? header : words.map(decoded).join('')).toBe(subject);
      expect(decoded(body.replaceAll('\r\n', ''))).toBe(text.replace(/\r?\n/g, '\r\n'));
    }),
  );
});

test.each([
  ['Hiring signal: Ärzte / Köln', 'hiring-signal-ärzte-köln.eml'],
  ['../../etc/passwd', 'etc-passwd.eml'],
  ['???', 'e-mail.eml'],
])('%j is a file', (name, file) => {
  expect(fileNameOf(name, 'eml')).toBe(file);
});

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
