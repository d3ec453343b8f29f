"""Give out a lesson and grade what comes back: `framing assign`, `framing grade`. All local, no server.

    lesson.py       a source -> the notebook that students get, and the key that the instructor keeps
    package.py      notebook, data, environment -> the students' zip
    handed.py       a file that was handed in, alone or in a zip; read when it is needed
    submissions.py  what Canvas, Moodle or a person put into a folder -> each student's files
    precheck.py     a student's files -> the cells to run, mended; or the reason why they cannot be graded
    alignment.py    which cell of the student's is which of the lesson's
    beside.py       the student's other files: where they lie, and which of them a path in the code means
    limits.py       what a run may use, and how it is cut off from the network
    run.py          runs the cells of one notebook, in a process of its own
    watch.py        what a process and all that it started use together
    jobs.py         starts such processes, many at a time, and outlives whatever they do
    outcome.py      what came of each cell -> a student's result
    names.py        whose data a notebook worked on
    written.py      written answers <-> the workbook in which they are marked
    gradebook.py    results -> grades.csv and the files that Canvas and Moodle import
    grade.py        all of these in their order

**Why not nbgrader's own machinery.** The cells carry nbgrader's metadata (grade, solution, points, grade_id, schema 3),
so that a lesson can be graded with nbgrader. The command grades by itself because nbgrader

- matches test cells by their metadata and nothing else. Where that is lost, it gives 0 or stops. The repair needs the
  cells of the lesson beside those of the student, and with these at hand the cells can be run as well;
- runs every notebook in a Jupyter kernel behind sockets. Without a network (`unshare -n`) not even the kernel can be
  reached, and a kernel that dies takes the rest of the notebook's points along. Here IPython runs the cells inside the
  process; when a cell kills it, a second run leaves that cell out, and only its exercise is lost;
- brings a server extension, a database and a configuration file, of which this needs nothing.
"""
