export type CsvColumn =
  | 'id'
  | 'title'
  | 'description'
  | 'start'
  | 'startTime'
  | 'end'
  | 'endTime'
  | 'zone'
  | 'venue'
  | 'address'
  | 'postalCode'
  | 'city'
  | 'region'
  | 'country'
  | 'latitude'
  | 'longitude'
  | 'online'
  | 'image'
  | 'organizer'
  | 'categories'
  | 'price'
  | 'currency'
  | 'free'
  | 'url'
  | 'status'

/** What people call a column, in English and German, as `plainKey` writes it. */
const names: Readonly<Record<CsvColumn, readonly string[]>> = {
  id: ['id', 'uid', 'externalid', 'eventid', 'key', 'nummer', 'kennung', 'veranstaltungsid', 'schluessel'],
  title: [
    'title',
    'name',
    'event',
    'eventname',
    'eventtitle',
    'summary',
    'subject',
    'titel',
    'veranstaltung',
    'bezeichnung',
    'betreff',
  ],
  description: ['description', 'details', 'about', 'text', 'body', 'beschreibung', 'beschreibungstext', 'inhalt'],
  start: [
    'start',
    'startdate',
    'startsat',
    'startdatetime',
    'begin',
    'begins',
    'from',
    'date',
    'datetime',
    'beginn',
    'startdatum',
    'anfang',
    'von',
    'datum',
    'termin',
  ],
  startTime: ['starttime', 'time', 'doors', 'uhrzeit', 'startzeit', 'beginnuhrzeit', 'zeit', 'anfangszeit'],
  end: ['end', 'enddate', 'endsat', 'enddatetime', 'until', 'to', 'ende', 'enddatum', 'bis', 'schluss'],
  endTime: ['endtime', 'enduhrzeit', 'endzeit', 'schlusszeit'],
  zone: ['timezone', 'zone', 'tz', 'zeitzone'],
  venue: [
    'venue',
    'venuename',
    'location',
    'locationname',
    'place',
    'ort',
    'veranstaltungsort',
    'spielstaette',
    'saal',
    'raum',
  ],
  address: ['address', 'street', 'streetaddress', 'venueaddress', 'adresse', 'strasse', 'anschrift'],
  postalCode: ['postalcode', 'postcode', 'zip', 'zipcode', 'plz', 'postleitzahl'],
  city: ['city', 'town', 'locality', 'stadt', 'gemeinde', 'ortsname'],
  region: ['region', 'state', 'province', 'bundesland', 'kanton'],
  country: ['country', 'countrycode', 'land'],
  latitude: ['latitude', 'lat', 'breite', 'breitengrad'],
  longitude: ['longitude', 'lng', 'lon', 'long', 'laenge', 'laengengrad'],
  online: ['onlineurl', 'stream', 'streamurl', 'livestream', 'meetingurl', 'onlinelink'],
  image: ['image', 'imageurl', 'picture', 'photo', 'poster', 'bild', 'bildurl', 'foto', 'plakat'],
  organizer: ['organizer', 'organiser', 'organizername', 'host', 'promoter', 'veranstalter', 'gastgeber'],
  categories: [
    'category',
    'categories',
    'tags',
    'keywords',
    'genre',
    'type',
    'kategorie',
    'kategorien',
    'schlagworte',
    'sparte',
  ],
  price: ['price', 'ticketprice', 'cost', 'fee', 'admission', 'preis', 'eintritt', 'ticketpreis', 'kosten'],
  currency: ['currency', 'currencycode', 'waehrung'],
  free: ['free', 'isfree', 'freeentry', 'kostenlos', 'eintrittfrei', 'gratis'],
  url: ['url', 'link', 'website', 'webpage', 'eventurl', 'homepage', 'webseite', 'internet'],
  status: ['status', 'eventstatus', 'zustand'],
}

const byName = new Map(
  Object.entries(names).flatMap(([column, synonyms]) => synonyms.map(name => [name, column as CsvColumn] as const)),
)

export interface CsvHeader {
  at: ReadonlyMap<CsvColumn, number>
  /** Headings that no column is known by, and second headings for one column. */
  ignored: string[]
}

export function readHeader(headings: readonly string[]): CsvHeader {
  const at = new Map<CsvColumn, number>()
  const ignored: string[] = []
  headings.forEach((heading, index) => {
    const column = byName.get(plainKey(heading))
    if (column === undefined || at.has(column)) ignored.push(heading.trim())
    else at.set(column, index)
  })
  return { at, ignored: ignored.filter(heading => heading !== '') }
}

/** "Start-Datum", "start_date" and "START DATE" are one heading; ä counts as ae, as in any German file. */
function plainKey(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/[^a-z]/g, '')
}
