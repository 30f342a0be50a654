// The base styles, in the order they build on each other. What belongs to one component stands in that component.

import './fonts.css';
import './tokens.css';
import './base.css';
import './controls.css';
import './fields.css';
import './frame.css';
