/**
 * What a page of a company's site is about, told by the words of its link and its path, in the languages that companies
 * write most. Words are compared without accents, hyphenated; those of Japanese may stand anywhere.
 */
export const subjects = ['about', 'product', 'pricing', 'customers', 'solutions'] as const;
export type Subject = (typeof subjects)[number];

const words: Record<Subject, string> = {
  about: `about about-us company who-we-are our-story our-mission mission
    uber-uns ueber-uns unternehmen wer-wir-sind das-unternehmen
    a-propos apropos qui-sommes-nous entreprise notre-histoire
    sobre sobre-nosotros quienes-somos nosotros la-empresa sobre-nos quem-somos
    chi-siamo azienda over-ons om-oss o-nas
    会社概要 会社情報 企業情報 会社案内 私たちについて 弊社について`,
  product: `product products platform features feature how-it-works software technology services what-we-do overview
    produkt produkte funktionen plattform leistungen so-funktioniert-es losung
    produit produits fonctionnalites plateforme comment-ca-marche nos-services
    producto productos funcionalidades funciones caracteristicas plataforma servicios como-funciona produto produtos
    prodotto prodotti funzionalita piattaforma producten
    製品 商品 機能 サービス プラットフォーム 特長 特徴`,
  pricing: `pricing price prices plans plans-and-pricing pricing-plans packages
    preise preis tarife kosten pakete preise-und-pakete
    tarifs tarif prix nos-tarifs offres
    precios precio planes tarifas precos planos
    prezzi prijzen priser cennik
    料金 価格 プラン 費用`,
  customers: `customers customer our-customers case-studies case-study success-stories customer-stories testimonials references clients reviews
    kunden unsere-kunden referenzen kundenstimmen erfolgsgeschichten fallstudien kundenstories
    nos-clients temoignages etudes-de-cas cas-clients references-clients
    clientes casos-de-exito casos-de-estudio testimonios historias-de-exito casos-de-sucesso
    clienti casi-di-successo klanten kunder
    導入事例 お客様の声 事例 お客様 実績`,
  solutions: `solutions solution use-cases use-case industries industry
    losungen loesungen branchen anwendungsfalle anwendungen einsatzgebiete
    cas-d-usage secteurs metiers
    soluciones casos-de-uso sectores industrias solucoes soluzioni oplossingen
    ソリューション 業界 活用 課題`,
};

/** Nothing about what a company sells, or not for a program to open. */
const elsewhere =
  slugs(`blog news press presse prensa media career careers jobs karriere carriere carrieres empleo join-us
  login log-in signin sign-in signup sign-up register account my-account cart checkout warenkorb anmelden connexion iniciar-sesion
  legal privacy privacy-policy terms terms-of-service tos cookies cookie-policy imprint impressum datenschutz agb
  mentions-legales confidentialite aviso-legal privacidad gdpr security status sitemap contact contact-us kontakt contacto
  support help hilfe aide ayuda docs documentation developers api changelog events webinars webinar podcast newsletter download downloads
  investors partners affiliate feed rss search tag category author wp-admin wp-login
  ニュース お知らせ 採用 採用情報 お問い合わせ ログイン 利用規約 プライバシーポリシー ブログ`);

const known = new Map(
  subjects.flatMap((subject) => slugs(words[subject]).map((word): [string, Subject] => [word, subject])),
);
const japanese = [...known].filter(([word]) => !isLatin(word));

export interface Match {
  subject: Subject;
  /** 2: these words and no others; 1: among others. */
  weight: 1 | 2;
}

/** Longer words first: `use-cases` is no `case`. */
export function subjectOf(slug: string): Match | null {
  const whole = known.get(slug);
  if (whole) return { subject: whole, weight: 2 };
  let best: [string, Subject] | null = null;
  for (const entry of isLatin(slug) ? known : japanese) {
    const [word] = entry;
    const occurs = isLatin(word) ? `-${slug}-`.includes(`-${word}-`) : slug.includes(word);
    if (occurs && word.length > (best?.[0].length ?? 0)) best = entry;
  }
  return best && { subject: best[1], weight: 1 };
}

export function isElsewhere(slug: string): boolean {
  return elsewhere.some((word) => (isLatin(word) ? slug === word : slug.includes(word)));
}

/** "À propos" -> "a-propos". */
export function slugOf(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

function slugs(text: string): string[] {
  return text.trim().split(/\s+/).map(slugOf);
}

function isLatin(slug: string): boolean {
  return /^[a-z0-9-]*$/.test(slug);
}
