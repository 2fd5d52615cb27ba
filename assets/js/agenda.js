import "./agenda/drag.js";
import "./agenda/draw.js";
import "./agenda/found.js";
import "./agenda/keys.js";
import "./agenda/links.js";
import "./agenda/now.js";
