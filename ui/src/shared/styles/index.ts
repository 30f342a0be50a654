// Every stylesheet of the page, in the order they build on each other.

import './fonts.css';
import './tokens.css';
import './base.css';
import './controls.css';
import './fields.css';
import './frame.css';
import './tabs.css';
import './thread.css';
import './markdown.css';
import './rich.css';
import './composer.css';
import './attach.css';
import './parameters.css';
import './inspector.css';
import './columns.css';
import './diff.css';
import './figures.css';
import './dialogs.css';
import './picker.css';
import './first.css';
import './settings.css';
import './help.css';
import './states.css';
import './endpoint.css';
import './narrow.css';
import './forced.css';
