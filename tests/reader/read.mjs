// Opens an EPUB in a reading system and takes pictures: `node read.mjs < job.json`.
//
// The job: { modules, reader, epub, chromium, shots: [{ file, width, height, dark, chapter, pages,
// note }] }. For each shot a line of JSON is printed: what the note said, and what went wrong.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { extname, join, normalize } from 'node:path'
import { text } from 'node:stream/consumers'

const job = JSON.parse(await text(process.stdin))
const { chromium } = createRequire(join(job.modules, 'x.js'))('playwright-core')
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.epub': 'application/epub+zip' }

const server = createServer(async (request, answer) => {
  const path = normalize(new URL(request.url, 'http://reader').pathname)
  const file = path === '/' ? job.reader
    : path === '/book.epub' ? job.epub
    : path.startsWith('/foliate/') ? join(job.modules, 'foliate-js', path.slice(9))
    : ''
  try {
    answer.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream')
    answer.end(await readFile(file))
  } catch {
    answer.writeHead(404).end()
  }
})
await new Promise(done => server.listen(0, '127.0.0.1', done))
const browser = await chromium.launch({
  executablePath: job.chromium,
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  for (const shot of job.shots) {
    const page = await browser.newPage({
      viewport: { width: shot.width, height: shot.height },
      colorScheme: shot.dark ? 'dark' : 'light',
      deviceScaleFactor: shot.scale ?? 1,
    })
    const faults = []
    page.on('pageerror', error => faults.push(String(error)))
    await page.goto(`http://127.0.0.1:${server.address().port}/`)
    await page.waitForFunction('window.begin')
    const chapters = await page.evaluate('begin()')
    await page.evaluate(([chapter, pages]) => turnTo(chapter, pages), [shot.chapter, shot.pages ?? 0])
    const note = shot.note ? await page.evaluate('callNote()') : null
    await page.screenshot({ path: shot.file })
    await page.close()
    console.log(JSON.stringify({ chapters, note, faults }))
  }
} finally {
  await browser.close()
  server.close()
}
