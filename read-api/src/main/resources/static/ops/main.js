import { byId, html } from '../portal/dom.js';
import { readAddress } from './address.js';
import { key } from './key.js';
import { changeLanguage, chooseLanguage, text } from './language.js';
import { sayLive } from './live.js';
import { findOperator } from './operator.js';
import { audit } from './audit.js';
import { backfill } from './backfill.js';
import { backfills } from './backfills.js';
import { execution } from './execution.js';
import { executions } from './executions.js';
import { files } from './files.js';
import { models } from './models.js';
import { overview } from './overview.js';
import { planner } from './planner.js';
import { profile } from './profile.js';
import { rejects } from './rejects.js';
import { schedules } from './schedules.js';
import { problemBox } from './say.js';
import { signIn } from './signIn.js';
import { start } from './start.js';
import { trial } from './trial.js';
import { trials } from './trials.js';
import { findWho, forgetWho } from './who.js';

/** First word of the address, whether more follows, and who draws the page. */
const PAGES = {
  overview, executions, start, files, rejects, backfills, schedules, models, trials, audit,
};
const INNER = { executions: execution, backfills: backfill, trials: trial, models: profile, start };

let leaving = new AbortController();

const pageName = (path) => (path[0] in PAGES ? path[0] : path.length === 0 ? 'overview' : null);

/** Draws the page that the address names; everything of the one before ends. */
async function go({ focus = true } = {}) {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const address = readAddress();
  const name = pageName(address.path);
  const box = html('div', { class: 'page' });
  sayLive(null);
  drawNavigation(name);
  document.title = `${name ? text.pages[name] : text.notFoundTitle} – Calima`;
  byId('content').replaceChildren(box);
  if (focus) byId('content').focus({ preventScroll: true });
  try {
    if (!name) throw Object.assign(new Error(text.noPage), { title: text.notFoundTitle });
    const draw = address.path.length > 1 && INNER[name] ? innerPage(name, address) : PAGES[name];
    await draw(box, address, signal);
    document.body.dataset.state = 'ready';
  } catch (failure) {
    if (signal.aborted) return;
    if (failure.status === 401) return askForKey(failure);
    box.replaceChildren(problemBox(failure, () => go()));
    document.body.dataset.state = 'error';
  }
}

const innerPage = (name, address) => (name === 'backfills' && address.path[1] === 'new' ? planner : INNER[name]);

function drawNavigation(current) {
  byId('pages').setAttribute('aria-label', text.navigation);
  byId('pages').replaceChildren(html('ul', {}, Object.keys(PAGES).map((name) =>
    html('li', {}, html('a', { href: `#/${name === 'overview' ? '' : name}`, 'aria-current': name === current ? 'page' : null }, text.pages[name])))));
  byId('pages').querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function drawFrame() {
  byId('skip').textContent = text.skip;
  byId('language').textContent = text.other.name;
  byId('language').lang = text.other.code;
  byId('sign-out').textContent = text.signOut;
}

function askForKey(why = null) {
  leaving.abort();
  key.forget();
  forgetWho();
  sayLive(null);
  byId('pages').hidden = true;
  byId('sign-out').hidden = true;
  byId('who').textContent = '';
  document.title = `${text.signInTitle} – Calima`;
  signIn(byId('content'), why, welcome);
  document.body.dataset.state = 'key';
}

function welcome(me) {
  byId('pages').hidden = false;
  byId('sign-out').hidden = false;
  byId('who').textContent = `${me.name} (${text.roles[me.role]})`;
  go();
}

async function begin() {
  chooseLanguage();
  drawFrame();
  await findOperator();
  if (!key.get()) return askForKey();
  try {
    welcome(await findWho());
  } catch (failure) {
    if (failure.status === 401) return askForKey(failure);
    byId('content').replaceChildren(problemBox(failure, begin));
    document.body.dataset.state = 'error';
  }
}

byId('skip').addEventListener('click', (event) => { event.preventDefault(); byId('content').focus(); });
byId('language').addEventListener('click', () => { changeLanguage(); drawFrame(); begin(); });
byId('sign-out').addEventListener('click', () => askForKey());
addEventListener('hashchange', () => key.get() && go());
begin();
