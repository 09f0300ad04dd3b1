/** What feeds call things, to the categories that visitors choose from; the first that fits counts. */
const KNOWN: ReadonlyArray<readonly [RegExp, string]> = [
  [/theat(re|er)|opera|musical/i, 'theatre'],
  [/comedy|kabarett|cabaret|stand-?up/i, 'comedy'],
  [/danc|tanz|ballet/i, 'dance'],
  [/music|musik|concert|konzert|live performance/i, 'music'],
  [/film|cinema|kino|movie/i, 'film'],
  [/literar|literatur|book|lesung|reading|poetry/i, 'literature'],
  [/festival|parade|celebration/i, 'festival'],
  [/workshop|seminar|class|kurs/i, 'workshop'],
  [/conference|konferenz|convention|consumer show|summit/i, 'conference'],
  [/tech|hack|coding|software/i, 'technology'],
  [/talk|lecture|vortrag|panel/i, 'talk'],
  [/famil|child|kinder|kids|camp/i, 'family'],
  [/food|culinary|market|markt|drink|wine/i, 'food'],
  [/night|party|club|trivia/i, 'nightlife'],
  [/sport|run|cycling|race|yoga/i, 'sports'],
  [/tour|walk|führung/i, 'tour'],
  [/art|exhibit|ausstellung|museum|histor|galler|artisan|craft/i, 'art'],
  [/communit|charity|cause|cultur|environment|meetup|indigenous|lgbt|square/i, 'community'],
]

/** The category for these keywords, and those that it leaves out. */
export function categoryOf(keywords: readonly string[]): { category: string; left: string[] } {
  const found = KNOWN.map(([pattern, category]) => ({
    category,
    by: keywords.find(keyword => pattern.test(keyword)),
  })).filter(match => match.by)
  // The feed's own order says what matters most to it.
  found.sort((a, b) => keywords.indexOf(a.by!) - keywords.indexOf(b.by!))
  const best = found[0]
  return { category: best?.category ?? 'other', left: keywords.filter(keyword => keyword !== best?.by) }
}
