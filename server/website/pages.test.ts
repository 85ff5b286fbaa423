import { expect, test } from 'vitest';
import { choosePages, pageKey } from './pages.ts';

type Link = readonly [href: string, text: string];

const home = new URL('https://www.acme.example/');

function chosen(links: readonly Link[], from = home): string[] {
  const all = links.map(([href, text]) => ({ href: new URL(href, from).href, text, place: 'nav' as const }));
  return choosePages(all, from, 5).map((url) => url.replace(/^https?:\/\/[^/]+/, ''));
}

test.each<[string, Link[]]>([
  [
    'English',
    [
      ['/about-us', 'About us'],
      ['/platform', 'Platform'],
      ['/pricing', 'Pricing'],
      ['/case-studies', 'Customers'],
    ],
  ],
  [
    'German',
    [
      ['/ueber-uns', 'Über uns'],
      ['/produkt', 'Produkt'],
      ['/preise', 'Preise'],
      ['/referenzen', 'Referenzen'],
    ],
  ],
  [
    'French',
    [
      ['/a-propos', 'À propos'],
      ['/fonctionnalites', 'Fonctionnalités'],
      ['/tarifs', 'Tarifs'],
      ['/temoignages', 'Témoignages'],
    ],
  ],
  [
    'Spanish',
    [
      ['/quienes-somos', 'Quiénes somos'],
      ['/producto', 'Producto'],
      ['/precios', 'Precios'],
      ['/casos-de-exito', 'Casos de éxito'],
    ],
  ],
  [
    'Japanese by its words',
    [
      ['/c', '会社概要'],
      ['/s', '製品・サービス'],
      ['/p', '料金プラン'],
      ['/k', '導入事例'],
    ],
  ],
  [
    'Japanese by its paths',
    [
      ['/会社概要', 'A'],
      ['/機能', 'B'],
      ['/料金', 'C'],
      ['/導入事例', 'D'],
    ],
  ],
])('about, product, pricing and customers are found in %s, among everything else', (_language, wanted) => {
  const noise = [
    ['/blog', 'Blog'],
    ['/login', 'Log in'],
    ['/impressum', 'Impressum'],
    ['/recruit', '採用情報'],
    ['/news/2026/we-have-a-new-product', 'A new product and new pricing for all our customers'],
    ['/brochure.pdf', 'Product'],
    ['https://elsewhere.example/pricing', 'Pricing'],
    ['https://shop.acme.example/products', 'Products'],
    ['/', 'Home'],
  ] as const;
  const found = chosen([...noise, ...wanted]);
  expect(found).toEqual(wanted.map(([path]) => encodeURI(path)));
});

test('of several pages about one thing the plainest comes first', () => {
  const found = chosen([
    ['/product/forecasting/for-breweries', 'Product for breweries'],
    ['/de/produkt', 'Produkt'],
    ['/product?tab=2', 'Product'],
    ['/product', 'Product'],
    ['/use-cases', 'Use cases'],
  ]);
  expect(found[0]).toBe('/product');
  expect(found).toContain('/use-cases');
});

test('pages in the language of the home page come before the same in others', () => {
  const links = [
    ['/en/pricing', 'Pricing'],
    ['/de/preise', 'Preise'],
  ] as const;
  expect(chosen(links, new URL('https://acme.example/de/'))[0]).toBe('/de/preise');
  expect(chosen(links, new URL('https://acme.example/en/'))[0]).toBe('/en/pricing');
});

test('no page is chosen twice, whatever its spelling', () => {
  const spellings = [
    '/pricing',
    '/pricing/',
    '/pricing#plans',
    '/pricing?utm_source=x',
    'https://acme.example/pricing',
    'http://www.acme.example/pricing/index.html',
  ];
  expect(chosen(spellings.map((href) => [href, 'Pricing'] as const))).toHaveLength(1);
});

test('from a page in the depth of a site the front page is read, too', () => {
  expect(
    chosen(
      [
        ['/', 'Acme'],
        ['/about', 'About'],
      ],
      new URL('https://acme.example/pricing'),
    ),
  ).toEqual(['/', '/about']);
});

test('what stands in the navigation is read when nothing says more', () => {
  expect(
    chosen([
      ['/kajaks', '카약'],
      ['/a/b/c', '깊은'],
    ]),
  ).toEqual([encodeURI('/kajaks')]);
});

test('pages of other ports and subdomains are other sites', () => {
  const keys = ['https://acme.example/', 'https://acme.example:8443/', 'https://app.acme.example/'].map(
    pageKey,
  );
  expect(new Set(keys).size).toBe(3);
});
