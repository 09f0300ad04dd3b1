import { type ReactNode, useMemo } from 'react'
import { type Block, type Inline, readMarkdown } from './markdown.ts'

// What is read never changes place, so a place is a name.

function words(parts: Inline[]): ReactNode {
  return parts.map((part, at) => {
    switch (part.kind) {
      case 'text':
        return part.text
      case 'break':
        return <br key={at} />
      case 'strong':
        return <strong key={at}>{words(part.parts)}</strong>
      case 'emphasis':
        return <em key={at}>{words(part.parts)}</em>
      default:
        return (
          <a
            key={at}
            href={part.href}
            rel="noopener noreferrer nofollow"
            className="text-accent-text underline underline-offset-2"
          >
            {words(part.parts)}
          </a>
        )
    }
  })
}

function blockOf(block: Block, at: number): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return <p key={at}>{words(block.parts)}</p>
    case 'heading':
      return (
        <h3 key={at} className="display pt-2 text-lg">
          {words(block.parts)}
        </h3>
      )
    case 'quote':
      return (
        <blockquote key={at} className="border-s-2 border-accent-text ps-4 text-quiet">
          <p>{words(block.parts)}</p>
        </blockquote>
      )
    default: {
      const items = block.items.map((item, place) => <li key={place}>{words(item)}</li>)
      return block.ordered ? (
        <ol key={at} className="grid list-decimal gap-1 ps-6">
          {items}
        </ol>
      ) : (
        <ul key={at} className="grid list-disc gap-1 ps-6">
          {items}
        </ul>
      )
    }
  }
}

/** What organizers have written. Nothing in it can become markup of its own. */
export function MarkdownText({ source, className }: { source: string; className?: string }) {
  const blocks = useMemo(() => readMarkdown(source), [source])
  return <div className={className ?? 'grid max-w-prose gap-4'}>{blocks.map(blockOf)}</div>
}
