const organization = JSON.stringify({
  '@context': 'https://schema.org',
  '@type': 'Organization',
  name: 'Harborline',
  legalName: 'Harborline B.V.',
});

/** The website of an invented company: what a founder's own site looks like, with things to find and things to ignore. */
export const testSitePages: Readonly<Record<string, string>> = {
  '/': page({
    title: 'Stock planning for wholesalers | Harborline',
    description:
      'Harborline tells wholesalers what to order, when and from whom, from the data that their ERP has.',
    body: `
      <section>
        <h1>Order what sells. Stop paying for what does not.</h1>
        <p>Harborline is stock planning software for wholesalers of food, drinks and building materials. It reads
          the orders in your ERP every night and proposes each purchase order, with the reason beside it.</p>
        <a href="/product">See how it works</a>
      </section>
      <section>
        <h2>What buyers get back</h2>
        <ul>
          <li>Purchase orders in minutes: a buyer checks proposals instead of building spreadsheets.</li>
          <li>18% less capital in stock after six months, measured over our customers of 2025.</li>
          <li>Fewer empty shelves: service level rises to 98% on the articles that matter.</li>
        </ul>
      </section>
      <section>
        <h2>What our customers say</h2>
        <blockquote>
          <p>“We cut stock by a fifth in one season and nobody ran out of anything.”</p>
          <cite>Marta Lindqvist, Head of Purchasing, Nordby Beverages</cite>
        </blockquote>
      </section>
      <section>
        <h2>Works with the ERP that you have</h2>
        <p>Microsoft Dynamics 365 Business Central, SAP Business One and Sage 200. Connected in ten days on average.</p>
      </section>`,
  }),
  '/about': page({
    title: 'About us | Harborline',
    description: 'Who builds Harborline, and why.',
    body: `
      <h1>Built by people who bought stock for a living</h1>
      <p>Harborline was founded in Rotterdam in 2019 by Ines Verhoeven, a buyer at a drinks wholesaler for eleven years,
        and Tom Aker, who wrote forecasting software for airlines.</p>
      <p>Today 42 people in Rotterdam and Gdansk serve 130 wholesalers in nine countries of Europe.</p>
      <h2>What we believe</h2>
      <p>A forecast that a buyer does not understand is a forecast that a buyer overrides. So every proposal says why.</p>`,
  }),
  '/product': page({
    title: 'Product | Harborline',
    description: 'Forecasts, proposals and supplier calendars in one place.',
    body: `
      <h1>From last night's orders to this morning's purchase</h1>
      <h2>Forecasts for each article and warehouse</h2>
      <p>Season, weather, promotions and price changes, learned from three years of your own orders.</p>
      <h2>Proposals with a reason</h2>
      <p>Each line of a purchase order shows the demand, the stock and the delivery days that led to it.</p>
      <h2>Supplier calendars</h2>
      <p>Minimum quantities, container sizes and closing days are kept, so that an order is one that can be placed.</p>
      <p>Unlike the planning module of an ERP, Harborline is running in ten days and needs no consultant.</p>`,
  }),
  '/pricing': page({
    title: 'Pricing | Harborline',
    description: 'A monthly price by the number of articles. No set-up fee.',
    body: `
      <h1>A price by articles, not by seats</h1>
      <h2>Starter</h2><p>€490 a month, up to 5,000 articles and one warehouse.</p>
      <h2>Growth</h2><p>€1,290 a month, up to 25,000 articles and five warehouses.</p>
      <h2>Enterprise</h2><p>On request: more than 25,000 articles, single sign-on, a named planner.</p>
      <p>Try it for 30 days with your own data. Cancel monthly.</p>`,
  }),
  '/customers': page({
    title: 'Customers | Harborline',
    description: 'How wholesalers plan their stock with Harborline.',
    body: `
      <h1>130 wholesalers plan with Harborline</h1>
      <article>
        <h2>Nordby Beverages: a fifth less stock in one season</h2>
        <blockquote><p>“Before, three buyers spent every Monday in spreadsheets. Now one of them checks proposals until ten.”</p>
          <cite>Marta Lindqvist, Head of Purchasing, Nordby Beverages</cite></blockquote>
      </article>
      <article>
        <h2>Kessel Baustoffe: 14,000 articles, two warehouses</h2>
        <blockquote><p>“Our managing director asked for less capital in stock. We gave back 1.2 million euros in a year.”</p>
          <cite>Jonas Petry, Supply Chain Manager, Kessel Baustoffe</cite></blockquote>
      </article>`,
  }),
  '/blog': page({
    title: 'Blog | Harborline',
    description: 'News.',
    body: '<h1>Blog</h1><p>We were at the trade fair in Cologne.</p>',
  }),
  '/privacy': page({
    title: 'Privacy | Harborline',
    description: 'Privacy policy.',
    body: '<h1>Privacy policy</h1><p>We keep as little as we can.</p>',
  }),
  '/internal/roadmap': page({
    title: 'Roadmap | Harborline',
    description: 'Not for robots.',
    body: '<h1>Product roadmap</h1><p>Nobody who respects robots.txt reads this.</p>',
  }),
};

export const testSiteRobots = 'User-agent: *\nDisallow: /internal/\n';

function page({ title, description, body }: { title: string; description: string; body: string }): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${title}</title>
    <meta name="description" content="${description}">
    <meta property="og:site_name" content="Harborline">
    <script type="application/ld+json">${organization}</script>
    <style>body { font-family: sans-serif }</style>
  </head>
  <body>
    <header>
      <a href="/">Harborline</a>
      <nav>
        <a href="/product">Product</a> <a href="/pricing">Pricing</a> <a href="/customers">Customers</a>
        <a href="/about">About us</a> <a href="/blog">Blog</a> <a href="/internal/roadmap">Product roadmap</a>
        <a href="/login">Sign in</a>
      </nav>
    </header>
    <main>${body}</main>
    <footer><p>© 2026 Harborline B.V., Rotterdam</p> <a href="/privacy">Privacy</a></footer>
    <script>document.body.dataset.ready = 'yes';</script>
  </body>
</html>
`;
}
