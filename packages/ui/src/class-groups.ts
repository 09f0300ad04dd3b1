/**
 * Which classes contradict each other. tailwind-merge brings a table of all of Tailwind, 6 kB more than the half that is
 * used here; cn.test.ts holds this one to the same answers for every class that stands in our code.
 */
type Rule = string | ((value: string) => boolean) | { [part: string]: Rule[] }

const any = () => true
const isNumber = (value: string) => value !== '' && !Number.isNaN(Number(value))
const isLength = (value: string) =>
  /^\[-?[\d.]+(?:px|r?em|%|[dsl]?v[hw]|ch)\]$/.test(value) || value.startsWith('(length:')
const isImage = (value: string) => /^\[(?:url|(?:repeating-)?(?:linear|radial|conic)-gradient)/.test(value)

/** `p` takes anything: `p-4`, `p-[3px]`, `p-(--gap)`. */
const taking = (...names: string[]) => Object.fromEntries(names.map(name => [name, [{ [name]: [any] }]]))
const words = (...list: string[]): Rule[] => list

const sides = ['x', 'y', 's', 'e', 't', 'r', 'b', 'l'] as const
const corners = ['s', 'e', 't', 'r', 'b', 'l', 'ss', 'se', 'ee', 'es', 'tl', 'tr', 'br', 'bl'] as const
const lineStyles = ['solid', 'dashed', 'dotted', 'double'] as const
const widths: Rule[] = ['', isNumber, isLength]

const boxGroups = {
  display: words(
    ...'block inline-block inline flex inline-flex grid inline-grid contents hidden'.split(' '),
    ...'table table-cell table-row flow-root list-item'.split(' '),
  ),
  position: words('static', 'fixed', 'absolute', 'relative', 'sticky'),
  sr: words('sr-only', 'not-sr-only'),
  isolation: words('isolate', 'isolation-auto'),
  visibility: words('visible', 'invisible', 'collapse'),
  ...taking('p', ...sides.map(side => `p${side}`), 'm', ...sides.map(side => `m${side}`)),
  ...taking('w', 'h', 'size', 'min-w', 'max-w', 'min-h', 'max-h', 'aspect', 'basis', 'columns'),
  ...taking('inset', 'inset-x', 'inset-y', 'start', 'end', 'top', 'right', 'bottom', 'left', 'z', 'order'),
  ...taking('gap', 'gap-x', 'gap-y', 'overscroll', 'object', 'cursor', 'opacity', 'origin', 'rotate'),
  ...taking('scroll-mt', 'scroll-mb', 'line-clamp', 'leading', 'tracking', 'field-sizing', 'fill'),
  overflow: [{ overflow: ['auto', 'hidden', 'clip', 'visible', 'scroll'] }],
  'overflow-x': [{ 'overflow-x': [any] }],
  'overflow-y': [{ 'overflow-y': [any] }],
  'pointer-events': [{ 'pointer-events': [any] }],
  select: [{ select: [any] }],
  appearance: [{ appearance: [any] }],
  'border-collapse': [{ border: ['collapse', 'separate'] }],
  'table-layout': [{ table: ['auto', 'fixed'] }],
  'vertical-align': [{ align: [any] }],
  'break-after': [{ 'break-after': [any] }],
  accent: [{ accent: [any] }],
}

const layoutGroups = {
  'flex-direction': [{ flex: ['row', 'row-reverse', 'col', 'col-reverse'] }],
  'flex-wrap': [{ flex: ['wrap', 'nowrap', 'wrap-reverse'] }],
  grow: [{ grow: ['', any] }],
  shrink: [{ shrink: ['', any] }],
  'grid-cols': [{ 'grid-cols': [any] }],
  'grid-rows': [{ 'grid-rows': [any] }],
  'col-start-end': [{ col: ['auto', { span: [any] }] }],
  'col-start': [{ 'col-start': [any] }],
  'row-start-end': [{ row: ['auto', { span: [any] }] }],
  'row-start': [{ 'row-start': [any] }],
  'justify-content': [{ justify: ['normal', 'start', 'end', 'center', 'between', 'around', 'evenly', 'stretch'] }],
  ...taking('justify-items', 'justify-self', 'place-content', 'place-items', 'place-self', 'content', 'items', 'self'),
}

const textGroups = {
  'font-size': [{ text: ['xs', 'sm', 'base', 'lg', 'xl', '2xl', 'poster', isLength] }],
  'text-alignment': [{ text: ['left', 'center', 'right', 'justify', 'start', 'end'] }],
  'text-wrap': [{ text: ['wrap', 'nowrap', 'balance', 'pretty'] }],
  'text-overflow': ['truncate', { text: ['ellipsis', 'clip'] }],
  'text-color': [{ text: [any] }],
  'font-weight': [{ font: ['normal', 'medium', 'semibold', 'bold'] }],
  'font-family': [{ font: ['sans', 'display', 'mono'] }],
  'text-transform': words('uppercase', 'lowercase', 'capitalize', 'normal-case'),
  'font-style': words('italic', 'not-italic'),
  'text-decoration': words('underline', 'overline', 'line-through', 'no-underline'),
  'text-decoration-thickness': [{ decoration: [isNumber, 'auto', 'from-font'] }],
  'text-decoration-color': [{ decoration: [any] }],
  'underline-offset': [{ 'underline-offset': [any] }],
  whitespace: [{ whitespace: [any] }],
  break: [{ break: ['normal', 'words', 'all', 'keep'] }],
  'list-style-type': [{ list: ['disc', 'decimal', 'none'] }],
}

const lineGroups = {
  rounded: [{ rounded: ['', 'none', 'sm', 'md', 'lg', 'full', isLength] }],
  ...Object.fromEntries(corners.map(corner => [`rounded-${corner}`, [{ [`rounded-${corner}`]: ['', any] }]])),
  'border-w': [{ border: widths }],
  ...Object.fromEntries(sides.map(side => [`border-w-${side}`, [{ [`border-${side}`]: widths }]])),
  'border-style': [{ border: [...lineStyles, 'hidden', 'none'] }],
  'border-color': [{ border: [any] }],
  ...Object.fromEntries(sides.map(side => [`border-color-${side}`, [{ [`border-${side}`]: [any] }]])),
  'divide-x': [{ 'divide-x': widths }],
  'divide-y': [{ 'divide-y': widths }],
  'divide-x-reverse': words('divide-x-reverse'),
  'divide-color': [{ divide: [any] }],
  'outline-style': [{ outline: [...lineStyles, 'none', 'hidden'] }],
  'outline-w': [{ outline: widths }],
  'outline-offset': [{ 'outline-offset': [any] }],
  'outline-color': [{ outline: [any] }],
}

const paintGroups = {
  'bg-image': [{ bg: ['none', isImage] }],
  'bg-color': [{ bg: [any] }],
  shadow: [{ shadow: ['', 'none', 'lift'] }],
  brightness: [{ brightness: [any] }],
  'backdrop-blur': [{ 'backdrop-blur': ['', any] }],
  transition: [{ transition: ['', any] }],
  duration: [{ duration: [any] }],
  ease: [{ ease: [any] }],
  scale: [{ scale: [any] }],
  'scale-x': [{ 'scale-x': [any] }],
  'scale-y': [{ 'scale-y': [any] }],
  translate: [{ translate: [any] }],
  'translate-x': [{ 'translate-x': [any] }],
  'translate-y': [{ 'translate-y': [any] }],
}

export const classGroups: Record<string, Rule[]> = {
  ...boxGroups,
  ...layoutGroups,
  ...textGroups,
  ...lineGroups,
  ...paintGroups,
}

const both = (name: string) => [`${name}-x`, `${name}-y`]
const ofSides = (name: string) => sides.map(side => `${name}${side}`)
const acrossSides = (name: string) => ({
  [`${name}x`]: ['s', 'e', 'r', 'l'].map(side => name + side),
  [`${name}y`]: ['t', 'b'].map(side => name + side),
})

/** Whoever says the whole overrules what was said of its parts. */
export const overruled: Record<string, string[]> = {
  size: ['w', 'h'],
  p: ofSides('p'),
  ...acrossSides('p'),
  m: ofSides('m'),
  ...acrossSides('m'),
  gap: both('gap'),
  overflow: both('overflow'),
  inset: ['inset-x', 'inset-y', 'start', 'end', 'top', 'right', 'bottom', 'left'],
  'inset-x': ['start', 'end', 'right', 'left'],
  'inset-y': ['top', 'bottom'],
  'font-size': ['leading'],
  'line-clamp': ['display', 'overflow'],
  rounded: corners.map(corner => `rounded-${corner}`),
  'rounded-s': ['rounded-ss', 'rounded-es'],
  'rounded-e': ['rounded-se', 'rounded-ee'],
  'rounded-t': ['rounded-tl', 'rounded-tr'],
  'rounded-r': ['rounded-tr', 'rounded-br'],
  'rounded-b': ['rounded-br', 'rounded-bl'],
  'rounded-l': ['rounded-tl', 'rounded-bl'],
  'border-w': ofSides('border-w-'),
  ...acrossSides('border-w-'),
  'border-color': ofSides('border-color-'),
  ...acrossSides('border-color-'),
  translate: ['translate-x', 'translate-y'],
}
