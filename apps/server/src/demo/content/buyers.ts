import type { DemoBuyer, DemoLocale } from './shapes.ts'

const germanReaders = [
  'Ayşe Gündoğan',
  'Bjarne Lorenzen',
  'Cosima Wachtel',
  'Dragan Petrušić',
  'Elfriede Klopstein',
  'Fatou Diallo-Reimers',
  'Gisbert Amelung',
  'Hatice Öztürkmen',
  'Ibrahim Saleh-Kröger',
  'Jorinde Mahlstedt',
  'Kasimir Brügge',
  'Lieselotte Ahrndt',
  'Mehmet Alkaya',
  'Nele Hinrichsen',
  'Ole Tadsen',
  'Paweł Grzegorek',
  'Quirin Obermoser',
  'Roswitha Teepe',
  'Swantje Iwersen',
  'Thanh Vũ-Behrens',
  'Ulrike Sonnemann-Groß',
  'Viktoria Schewtschuk',
  'Wolfram Zedler',
  'Xenia Papadaki',
  'Yannick Dörpinghaus',
  'Zofia Malinowska',
  'Amadou Ndiaye',
  'Birgül Sönmez',
  'Claas Uphoff',
  'Dörte Wischnewsky',
  'Emre Yıldırımer',
  'Frauke Knudsen',
] as const

const englishReaders = [
  'Aanya Krishnaswamy',
  'Blessing Okonjo-Hale',
  'Callum McTavern',
  'Dakota Redfern',
  'Élodie Charbonneau',
  'Farrukh Rahimov',
  'Grace Akinfolarin',
  'Hyun-woo Pak',
  'Imogen Castellane',
  'João Figueiras',
  'Keahi Nakamura',
  'Leilani Forsythe',
  'Mateo Villaseñor',
  'Nadia El-Khatibi',
  'Oisín Gallacher',
  'Priyanka Deshmukh-Lowe',
  'Quentin Abernethy-Cho',
  'Rahel Tesfamariam',
  'Siobhán Rafferty-Dunne',
  'Tadesse Woldegiorgis',
  'Uchenna Marsden',
  'Valentina Cienfuegos',
  'Wanjiru Kamau-Bright',
  'Xiulan Zhengyi',
  'Yevhen Kovalchenko',
  'Zainab Siddiqi-Moore',
  'Anahera Tūhoe-Ward',
  'Bogdan Ionescu-Vale',
  'Chidi Nwachukwu-Frost',
  'Delphine Ouellette-Roy',
  'Eitan Shalomov',
  'Fiadh Brennanach',
  'Giorgos Stavrakis',
  'Hana Novotná',
] as const

const spellings: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i', æ: 'ae' }

/** English and German readers in turn, each with an address of its own at example.org. */
export const buyers: readonly DemoBuyer[] = Array.from({ length: englishReaders.length }, (_, number) => [
  ...person(germanReaders[number], 'de'),
  ...person(englishReaders[number], 'en'),
]).flat()

function person(name: string | undefined, locale: DemoLocale): DemoBuyer[] {
  return name === undefined ? [] : [{ name, email: `${addressOf(name)}@example.org`, locale }]
}

/** Letters that decomposing does not reach are spelled as people type them. */
function addressOf(name: string): string {
  const spelled = name.toLowerCase().replace(/[ßøłđıæ]/g, letter => spellings[letter] ?? letter)
  return spelled
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll(' ', '.')
    .replace(/[^a-z.-]/g, '')
}
