"""Lexicon: what single words and short expressions mean, whoever says them. Data only; see `reading`.

Every concept has its expressions, separated by commas, in plain form: "bend" is bends and bending, too, for
`reading` undoes endings. What concepts mean together is not said here: `frames` has it from the words of the
dictionary.
"""

# What can be moved, or is spoken of.
NOUNS = {
    "knee": "knee, knees, kneecap, knees touch",
    "hip": (
        "hip, hips, pelvis, pelvic, glutes, butt, bum, seat, buttocks, hip line, rear end, backside, "
        "tailbone, rear, booty, haunches, hips through, hip crease, sit bones"
    ),
    "thigh": "thigh, upper leg, quads, hamstring, femur",
    "shin": "shin, lower leg, shank, calf, calves",
    "leg": "leg",
    "ankle": "ankle",
    "foot": "foot, feet, sole, duck footed, pigeon toed",
    "toe": "toe",
    "heel": "heel",
    "arm": "arm, level your arms, level the arms",
    "upper_arm": "upper arm, upperarm",
    "forearm": "forearm, lower arm",
    "elbow": "elbow",
    "hand": "hand, wrist, knuckles",
    "shoulder": "shoulder",
    "trunk": (
        "trunk, torso, chest, spine, upper body, your back, the back, his back, her back, their back, a "
        "back, lower back, upper back, back straight, waist, ribs, ribcage, sternum, flat back, body, "
        "posture, rib cage, breastbone, back flat, spinal, show your chest, show me your chest"
    ),
    "head": "head, face, ear, nose, forehead, crown, bow your head",
    "eye": "eye, gaze, sight",
    "palm": "palm, finger, fist, thumb, grip",
    "shoulder_blade": "shoulder blade, scapula, scapulae, blade, collarbone",
    "belly": "belly, stomach, tummy, core, abs, abdomen, abdominals",
    "floor": "floor",
    "chin": "chin",
    "neck": "neck",
    "stance": "stance, base of support, footing, base, foot position, split stance",
    "step": "step, step length",
    "strides": "strides, stride, stride length",
    "movement": "movement, motion, exercise, whole movement, whole motion",
    "weight": "weight, balance, load, favour, favor, shift onto, lean onto, sway onto, move onto",
    "range": "range, range of motion, range of movement, amplitude, rom, excursion",
    "ground": "ground, distance",
    "tempo": "tempo, pace, speed, velocity, rhythm, cadence",
    "order": "order, halves, second half, first half, two halves",
    "set": "the set",
    "pause": (
        "the pause, the hold, linger, stay down, stay up there, stay in position, wait a moment, hold the "
        "position, keep the position, hold the bottom, dwell, wait there, stay in the position, hold the "
        "pose, rest"
    ),
    "repetition": "repetition, rep, reps, times",
}
# How it moves, is held, or is to be.
MOTIONS = {
    "bend": "bend, bent, flex, flexed, flexion, curl, crease, fold, hinge, flexing, crook",
    "straight": (
        "straight, straighten, straighter, extend, extended, extension, stretch, lock, locked, lock out, "
        "unbend, stiff, stiffen, rigid, straighten out, lock it out"
    ),
    "soft": "soft, soften, unlock, loose, loosen",
    "up": (
        "up, back up, raise, lift, high, higher, elevate, upwards, upward, hoist, height, hike, heighten, "
        "pick up, rise, hold up, further up, raised, shoulder height, hip height, chest height, head "
        "height, waist height, knee height, to shoulder level, above shoulder height, above shoulder level, "
        "above your shoulders, past shoulder height, over shoulder height, hitch, above parallel, at the "
        "ceiling, at the sky"
    ),
    "elevation": "elevation",
    "overhead": (
        "overhead, over your head, above your head, over his head, for the ceiling, to the ceiling, towards "
        "the ceiling, for the sky, to the sky, towards the sky, above her head, above his head"
    ),
    "down": (
        "down, back down, lower, low, drop, sink, downwards, downward, sag, further down, dip, descend, "
        "droop, hang, lower down, bow your head"
    ),
    "deep": (
        "deep, depth, deeply, parallel, shallow, below your knees, below the knees, lower than your knees, "
        "below parallel, past parallel, to parallel, below knee height, all the way down, as low as you "
        "can, bottom out"
    ),
    "forward": (
        "forward, forwards, to the front, in front, in front of you, in front of the body, ahead, "
        "frontwards, to face forward, in front of your body, towards the front, straight ahead, in front of "
        "him, in front of them, in front of her, in front of his body, in front of their body, foward, "
        "froward, on the horizon, at the horizon, to the horizon, hips through, crane, poke, jut, further "
        "ahead"
    ),
    "ahead": "ahead of the other, in front of the other, further in front of the other",
    "back": (
        "back, backwards, backward, behind you, behind the body, to the back, behind, to the rear, "
        "rearwards, behind your body, behind him, behind her, behind them, rearward"
    ),
    "in": (
        "in, inwards, inward, to the inside, internally, internal, medially, medial, to the middle, closer "
        "to the middle, towards the middle, to the midline, towards each other, closer in, in towards the "
        "middle, inside, towards the midline, pigeon toed, across the midline, into the midline"
    ),
    "out": (
        "out, outwards, outward, to the outside, externally, external, laterally, lateral displacement, "
        "apart from the middle, away from the middle, away from each other, away from your body, outside, "
        "away from the midline, from the midline, duck footed, from your body, away from the body, away "
        "from your sides, from the middle"
    ),
    "side": (
        "out to the side, at your side, to the side, sideways, out to the sides, out to your sides, out at "
        "your side, from your side, at their sides, to their sides, at his sides, to his sides, out "
        "sideways, out wide"
    ),
    "close": (
        "close to your body, by your sides, close to your sides, at your sides, to your sides, to your "
        "body, into your sides, against your sides, close to the body, closer, nearer, near, to your ribs, "
        "at your ribs, against your ribs, against your body, in to your sides, in at your sides, in by your "
        "sides, in against your sides, close"
    ),
    "across": "across, across your body, across the body, over the middle, crossed over",
    "side_to_side": "side to side, from side to side",
    "around": (
        "in a circle, around in a circle, circle, circular, turn around, spin around, full turn, around in "
        "circles, in circles, walk around in circles, in a circular motion, turns around, turning around"
    ),
    "left": (
        "counterclockwise, counter clockwise, anticlockwise, anti clockwise, to the left, left, to your "
        "left, towards the left, leftwards, toward the left, to the left side, over to the left"
    ),
    "right": (
        "clockwise, to the right, right, to your right, towards the right, rightwards, toward the right, to "
        "the right side, over to the right"
    ),
    "apart": (
        "apart, spread apart, away from one another, room between, space between, separation, separate, gap "
        "between, some space between, some room between, daylight between, gap, from each other, space, "
        "room"
    ),
    "together": (
        "together, closer together, close together, towards one another, less space between, to each other, "
        "close to each other, touch each other, touch one another, knees touch"
    ),
    "open": "open, opened",
    "spread": "spread, splay, widen out",
    "wide": "wide, widen, wider, width, broaden, broad, shoulder width apart, hip width apart",
    "narrow": "narrow, narrower, tighten",
    "upright": (
        "upright, tall, taller, proud, erect, vertical, verticality, more upright, high and proud, up "
        "straight, more vertical, puff, puff out, show your chest, show me your chest"
    ),
    "straight_ahead": "straight forward, straight to the front",
    "lean": (
        "lean, tip, incline, inclination, tilt, leant, bow, bowed, side bend, bend over, hunch, slouch, "
        "round, stoop, lean over, slump, list, crunch, cock, crouch"
    ),
    "turn": "turn, rotate, twist, rotation, swivel, spin, angle",
    "shift": "shift, slide, sway, drift, displacement, displace, shift onto, lean onto, sway onto, move onto",
    "abduct": "abduction, abduct",
    "adduct": "adduction, adduct",
    "horizontal": "horizontal, horizontally",
    "dorsiflex": "dorsiflexion, dorsiflex",
    "plantar": "plantar flexion, plantarflexion, plantarflex, plantar flex",
    "valgus": (
        "valgus, knock knee, cave, cave in, collapse, buckle, fall in, fall inwards, cave inwards, collapse "
        "inwards, fallen inwards, falling in, dive in, knock, collapse in, buckle in, wobble in, wobble "
        "inwards, wobbling inwards, give way, collapse inward, cave inward, drop in, drop inwards, drift "
        "in, drift inwards, roll inwards"
    ),
    "varus": "varus, bow out, bow outwards, bow outward, bowlegged, bow legged",
    "over_foot": (
        "over your foot, over your feet, over your toes, over the foot, over the toes, in line with your "
        "foot, in line with your feet, in line with your toes, over the ankle, over your ankle, over your "
        "ankles, over the middle of your foot, over the feet, in line with the toes, in line with the foot, "
        "over your second toe, over your big toe, over the second toe, over the middle of the foot, over "
        "the line of your toes, stacked over your ankles, over your toes and feet, with your toes, the line "
        "of your toes, the direction of your toes, follow your toes, follow the line of your toes, follow "
        "your feet"
    ),
    "forward_over": (
        "forward over your toes, past your toes, beyond your toes, forward past your toes, over and past "
        "your toes, past the toes, beyond the toes, in front of your toes, ahead of your toes"
    ),
    "behind_toes": "behind your toes, behind the toes",
    "planted": (
        "on the floor, on the ground, flat, planted, glued to the floor, grounded, to the floor, to the "
        "ground, glue, anchor, root, rooted, anchored, heavy, into the floor, into the ground, nailed, down "
        "to the floor"
    ),
    "off_floor": (
        "off the floor, off the ground, leave the floor, leave the ground, come off, peel off, peel, clear "
        "the floor, clearance, clear the ground"
    ),
    "tuck": "tuck, tucked",
    "flare": "flare, wing",
    "swing": "swing, pump",
    "slow": (
        "slow, control, controlled, slowly, slow down, slower, slow it down, rush less, decelerate, calmly, "
        "gradually, smooth, smoothly, unhurried, take it easy, slow motion, slowed, steady, steadily, "
        "control over"
    ),
    "fast": (
        "fast, quick, quickly, speed up, faster, quicker, hurry, hurry up, rapid, explode, explosive, "
        "accelerate, rush, move on, rushing, swift, hasty, brisk, snappy, snappier, quicken, plop, plop "
        "down, just drop, drop fast, speedy, swiftly, hastily, power, powerful, powerfully, sudden, abrupt, "
        "abruptly, jerk, jerky"
    ),
    "long": "long, lengthen, length, longer",
    "short": "short, shorten, shorter",
    "time": "time, duration, movement time",
    "early": (
        "early, earlier, sooner, soon, too soon, ahead of time, ahead of schedule, premature, prematurely"
    ),
    "late": "late, later, delay, lag, lag behind, onset delay, trail, trail behind",
    "size": (
        "large, larger, big, bigger, enlarge, exaggerate, full, fuller, small, smaller, minimise, minimize, "
        "size, partial, complete, half the range"
    ),
    "still": "still, calm, quiet, keep still, calmer, quieter",
    "pause": (
        "pause, hold, wait, stay there, stop there, freeze, hold it, hold there, hold time, stay down there, "
        "hold the position, rest there"
    ),
    "travel": (
        "travel, cover, go further, walk further, jump further, jump further forward, run further, move "
        "further, jump farther, go less far, walk less far, run less far, jump less far, travel less far, "
        "stride out, speed of travel"
    ),
    "again": "again, once more, another, repeat it, repeat",
    "reverse": (
        "reverse, other order, other way round, the other way round, back to front, before the first, in "
        "reverse, opposite order, before the first half"
    ),
    "mirror": (
        "mirror, mirrored, mirror image, other side, opposite side, swap left and right, switch sides, "
        "change sides, exchange left and right, left and right swapped, swap sides, on the other side, the "
        "other leg instead, switch left and right, left and right exchanged, the opposite leg, opposite "
        "leg, other leg, other arm, opposite arm, switch legs, switch arms, change legs, change arms, the "
        "other side"
    ),
    "even": (
        "even out, evenly, even, evenness, level out, symmetric, symmetrically, symmetry, symmetrical, "
        "equally, asymmetric, uneven, unevenly, asymmetry, excess, level your arms, level the arms, "
        "balanced, levelling, to the same height, the same height, equally high, equally far"
    ),
    "level": "level, neutral, centred, centered, in the middle of your feet",
    "look": "look, stare, peer",
    "point": "point",
    "skip": "skip, leave out",
    "leave": "leave",
    "squeeze": "squeeze",
    "roll": "roll, roll over, screw, spiral",
    "drag": "drag, scuff",
    "near_floor": (
        "closer to the floor, closer to the ground, nearer the floor, nearer to the floor, near the floor, "
        "near the ground, towards the floor, towards the ground, nearer to the ground"
    ),
    "swap": "swap, second part first",
    "reach": "reach, stretch out",
    "tiptoe": "tiptoe, tip toes, onto your toes, up on your toes, balls of your feet, on your toes",
    "squat": "squat",
    "sit": "sit",
    "stand": "stand",
    "lunge": "lunge",
}
# Concepts that say the same where one of them is enough: "spread out to the side".
ALIKE: tuple[frozenset[str], ...] = (
    frozenset(("out", "side", "wide", "apart", "spread", "open", "flare", "abduct")),
    frozenset(("in", "together", "narrow", "close", "tuck", "adduct")),
    frozenset(("up", "overhead", "upright", "off_floor")),
    frozenset(("down", "deep", "planted")),
    frozenset(("straight", "out", "overhead", "up", "forward")),
    frozenset(("bend", "soft", "deep")),
    frozenset(("out", "over_foot")),
    frozenset(("in", "valgus")),
    frozenset(("back", "straight")),
)
# Where something goes; how it goes there says no more once that is told: "swing your leg out to the side".
WAYS = frozenset(
    ("up", "down", "forward", "back", "in", "out", "side", "close", "left", "right", "across", "overhead")
)
MANNERS = frozenset(("swing", "reach", "shift", "tuck"))
# What can be left out of any meaning.
BESIDES = frozenset(("size", "again", "movement", "shift", "spread"))
# Compared with the other side.
AGAINST = (
    "compared with, compared to, than the, than your, than on the, against the, over right, over left, "
    "relative to, than his, than her, than it is on"
)
# Verbs that say nothing of where to.
LIGHT = (
    "bring, keep, let, take, get, push, press, drive, guide, set, put, make, place, move, be, stay, have, "
    "go, come, use, try, see, aim, is, are, was, do, does, add, start, begin, allow, maintain, pull, "
    "remain, show, pay, concentrate, focus, think, feel, find, work, look to, ensure, track, continue, end, "
    "finish, stop at, become, got, getting, start with, send, actively, want to be, lead, line, give, draw, "
    "watch, mind, steer, direct, ease, create, lead with, thrust, shove, notice, apply, carry, tend, "
    "imagine, act, look at that, settle, force, keep on, finish with, follow, flail, switch, stack, "
    "stacked, spend, last"
)
# More and less.
DEGREES = {
    1: (
        "more, further, farther, extra, great, large, larger, big, bigger, enlarge, exaggerate, full, "
        "fuller, greater, increase, additional, add more, larger amount of, another"
    ),
    -1: (
        "less, fewer, small, smaller, tiny, minimise, minimize, reduce, decrease, not so, not as, minus, "
        "lessen, limit, cut down, cut, ease off, minimal, shallow, half the, go less far, walk less far, "
        "run less far, jump less far, travel less far, partial"
    ),
}
NEGATIONS = (
    "not, never, avoid, stop, without, no, dont, resist, prevent, quit, do not let, refrain, nor, rather "
    "than, instead of, do not allow, cease, prohibit, neither"
)
EXCESS = (
    "too, too much, too far, excessively, excessive, overly, so much, that much, way too, a bit too, a "
    "little too"
)
LACKING = (
    "too little, not enough, insufficient, insufficiently, lack, lacking, barely, hardly, too few, not quite"
)
ENOUGH = "enough, sufficiently"
MODALS = (
    "should, need, needs, must, want, wants, can, could, would, might, may, ought, please, will, wish, like, "
    "have to, has to, help, let us, lets"
)
PRONOUNS = "it, them, they, that, this one, these, those, there, one, ones, itself, themselves"
YOU = "you, yourself, i"
# Of whom a caption tells.
OTHERS = (
    "person, man, woman, someone, somebody, he, she, figure, robot, people, character, guy, human, "
    "individual, boy, girl, sim, toon, him, lady, actor, subject, patient, athlete, trainee, the person"
)
# What is passed over.
FILLERS = (
    "the, of, with, at, on, to, for, by, from, about, around, as, than, this, all, just, really, very, so, "
    "still, far, through, into, onto, under, one, bit, way, while, when, during, until, till, each, every, "
    "side, time, next, now, well, also, okay, ok, good, think, part, end, position, how, what, if, thing, "
    "whole, entire, slight, here, towards, toward, over, much, only, actively, again, same, point, both, "
    "goal, next time, what is missing, center, centre, middle, other, your, my, me, please, a, an, am, "
    "front, instead, then, up to, or, us, we, even, almost, more or less, simply, kind, sort, lot, lateral, "
    "break, number, little, slightly, your own, own, right now, because, since, after, before, whenever, "
    "completely, fully, totally, nice, nicely, properly, carefully, firmly, everything, some, above, below, "
    "beside, anything, any, maybe, perhaps, remember, yet, all the way, as far as you can, as high as you "
    "can, as high as possible, as far as possible, as you can, possible, great, nice job, well done, good "
    "job, perfect, mate, folks, everyone, guys, little bit, today, ever, always, touch of, naturally, "
    "actually, basically, generally, quite, rather, particularly, especially, glued, within, across from, "
    "along, among, but, except, such, same as, him, her, few, several, most, comfortably, easily, freely, "
    "strongly, hard, tightly, directly, always, own pace, second, moment, keep it up, keep going, keep at "
    "it, looking good"
)
# What an editor of form cannot carry out, by the part that does it; "": by any.
ACTIVITIES = {
    "whole_body": (
        "walk, run, jog, jump, hop, skip, dance, crawl, climb, swim, march, stumble, stagger, sprint, leap, "
        "cartwheel, roll, fall, kneel, crouch, squat, sit, stand, lie, lay, lunge, step, sidestep, shuffle, "
        "pace, stroll, limp, gallop, turn around, spin around, stop, dodge, duck, sneak, ski, skate, skip "
        "rope, push up, warm up, get up, stride, strides, tiptoe, trip, slip, pivot, dive, flip, balance, "
        "hike, fight, jumping jack, jumping jacks, get down, move around, wander, approach, retreat, "
        "circle, veer, rush forward, salsa, ballet, waltz, zig zag, stop walking, sway, pirouette, stretch, "
        "yoga, do yoga, wobble, tumble, bounce, freeze, walking, climbing"
    ),
    "arm": (
        "wave, punch, throw, clap, catch, grab, pick, hold, carry, push, pull, drink, eat, wash, wipe, "
        "scratch, touch, point, salute, shake, gesture, pat, knock, lift something, toss, jab, hook, "
        "uppercut, cross, dribble, swat, brush, rub, draw, write, paint, stir, pour, open something, close "
        "something, type, phone, call, answer, greet, hug, beckon, signal, strum, hit, slap, swing, shoot, "
        "block, chop, cut, mix, clean, dial, tap, drop something, flap, reach, violin, guitar, piano, "
        "direct, box, conduct, hand, pass, serve, tennis, golf, juggle, cook, snap, clasp, fold, bat, swipe, "
        "press something, snatch, slam, smash, put something, place something, pick up, tug, drag, dust, "
        "sweep"
    ),
    "leg": "kick, stomp, stamp, tap your foot",
    "": "play, act, exercise, practise, practice, perform, pretend",
    "head": "nod, look, shake your head, glance, stare",
    "torso": "bow, bend over, bend down",
}
